import { defineConfig, type Options } from 'tsup';

const common = {
  entry: ['src/index.ts'],
  target: 'node20',
  noExternal: ['@childproof/internal'],
  removeNodeProtocol: false,
  splitting: false,
} as const satisfies Options;

export default defineConfig([
  { ...common, format: 'esm' },
  {
    ...common,
    format: 'cjs',
    dts: { resolve: ['@childproof/internal'] }, // index.d.ts passes them on
    // Two readable copies would be too large a package: the ESM one is for reading.
    esbuildOptions(options) {
      options.minifyWhitespace = true;
    },
  },
]);
