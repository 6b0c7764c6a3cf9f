import { defineConfig } from 'tsup';

export default defineConfig({
  entry: ['src/index.ts'],
  format: ['esm', 'cjs'],
  target: 'node20',
  dts: true,
  // require() gives the plugin itself, not an object that has it as `default`: this option writes the types for that,
  // but with `splitting` off not the code, which the footer does.
  cjsInterop: true,
  footer: ({ format }) => (format === 'cjs' ? { js: 'module.exports = module.exports.default;' } : {}),
  removeNodeProtocol: false,
  splitting: false,
  // Most of what the layout takes is indentation. Names stay as they are, for stack traces.
  esbuildOptions(options) {
    options.minifyWhitespace = true;
  },
  clean: true,
});
