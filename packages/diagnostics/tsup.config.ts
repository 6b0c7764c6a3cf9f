import { defineConfig, type Options } from 'tsup';

const shared: Options = { target: 'node20', removeNodeProtocol: false, splitting: false };

export default defineConfig([
  {
    ...shared,
    entry: ['src/index.ts', 'src/register.ts', 'src/startup.ts'],
    format: ['esm', 'cjs'],
    // `import.meta.url` in the CommonJS build too.
    shims: true,
    dts: { resolve: ['@childproof/internal'] },
    noExternal: ['@childproof/internal'],
    // The other builds, which run at the same time, write these.
    clean: ['!cli.js', '!startup-loader.js', '!probe.cjs'],
  },
  { ...shared, entry: ['src/cli.ts', 'src/startup-loader.ts'], format: ['esm'], noExternal: ['@childproof/internal'] },
  // Sent into other processes as text.
  { ...shared, entry: { probe: 'src/probe.ts' }, format: ['cjs'], shims: true, noExternal: ['@childproof/internal'] },
]);
