import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { include: ['test/**/*.test.ts'], testTimeout: 180_000, hookTimeout: 180_000, maxWorkers: 3, globalSetup: 'test/global-setup.ts', expect: { poll: { timeout: 60_000 } } } });
