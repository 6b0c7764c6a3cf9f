import { defineConfig } from 'tsup';

export default defineConfig({
  entry: { index: 'src/index.ts', worker: 'src/worker/index.ts' },
  format: ['esm', 'cjs'],
  target: 'node20',
  dts: { resolve: ['@childproof/internal'] },
  noExternal: ['@childproof/internal'],
  removeNodeProtocol: false,
  splitting: false,
  clean: true,
});
