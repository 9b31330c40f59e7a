import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/golden/trees/**'],
    globalSetup: ['test/support/build-once.ts', 'test/support/make-python.ts'],
    setupFiles: ['test/support/fixed-seed.ts'],
    // The files share nothing that they change, so they may share their workers: half the time.
    isolate: false,
    // One fewer would be usual. But a test waits for other programs most of the time, and so does its processor.
    maxWorkers: '100%',
    // For what hangs: a busy machine may be ten times slower.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    // What is waited for comes sooner or later; how soon is the machine's business.
    expect: { poll: { timeout: 60_000, interval: 10 } },
  },
});
