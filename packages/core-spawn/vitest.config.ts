import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const limits = { testTimeout: 120_000, hookTimeout: 120_000 };

export default defineConfig({
  test: {
    projects: [
      { test: { ...limits, name: 'node', include: ['test/**/*.test.ts'] } },
      {
        // Everything that runs a process in here once more, by processes that come from somewhere else.
        resolve: {
          alias: [{ find: /^\.\.?\/spawn\/node-spawner\.js$/, replacement: fileURLToPath(new URL('./test/other-spawner.ts', import.meta.url)) }],
        },
        test: {
          ...limits,
          name: 'other spawner',
          include: ['test/**/*.test.ts'],
          exclude: ['test/types.test.ts', 'test/platform/**', 'test/sync/**', 'test/display/**', 'test/queue/growth.test.ts', 'test/spawn/start-line.test.ts'],
        },
      },
    ],
  },
});
