import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { include: ['test/**/*.test.ts'], testTimeout: 90_000, hookTimeout: 90_000, maxWorkers: 3, globalSetup: 'test/global-setup.ts', expect: { poll: { timeout: 20_000 } } } });
