import { defineConfig } from 'tsup';

export default defineConfig({
  entry: {
    cli: 'src/cli.ts',
    'image-worker': 'src/workers/image-worker.ts',
    prove: 'prove/prove.ts',
    'api-probe': 'prove/api-probe.ts',
    'bare-worker': 'prove/bare-worker.ts',
  },
  format: ['esm'],
  target: 'node20',
  removeNodeProtocol: false,
  splitting: true,
  clean: true,
  banner: { js: '#!/usr/bin/env node' },
});
