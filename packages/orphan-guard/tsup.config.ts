import { defineConfig } from 'tsup';

export default defineConfig({
  entry: ['src/index.ts', 'src/register.ts'],
  format: ['esm', 'cjs'],
  target: 'node20',
  dts: { resolve: ['@childproof/internal'] },
  noExternal: ['@childproof/internal'],
  removeNodeProtocol: false,
  splitting: false,
  clean: true,
});
