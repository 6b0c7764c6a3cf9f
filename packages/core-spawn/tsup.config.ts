import { defineConfig } from 'tsup';

export default defineConfig({
  entry: ['src/index.ts'],
  format: ['esm', 'cjs'],
  target: 'node20',
  dts: { resolve: ['@childproof/internal'] },
  noExternal: ['@childproof/internal'],
  removeNodeProtocol: false,
  splitting: false,
  clean: true,
  // Two readable copies would be too large a package: the ESM one is for reading.
  esbuildOptions(options, { format }) {
    options.minifyWhitespace = format === 'cjs';
  },
});
