import { defineConfig, type Options } from 'tsup';

const shared: Options = {
  target: 'node20',
  noExternal: ['@childproof/internal'],
  removeNodeProtocol: false,
  splitting: false,
  // import.meta.url, in CommonJS too: the native helper lies beside the built files.
  shims: true,
};

export default defineConfig([
  {
    ...shared,
    entry: ['src/index.ts', 'src/register.ts'],
    format: ['esm', 'cjs'],
    dts: { resolve: ['@childproof/internal'] },
    // The other build, which runs at the same time, writes this one.
    clean: ['!cli.js', '!native/**'],
  },
  { ...shared, entry: ['src/cli.ts'], format: ['esm'], banner: { js: '#!/usr/bin/env node' } },
]);
