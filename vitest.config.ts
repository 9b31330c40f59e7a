import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/golden/trees/**'],
    globalSetup: ['test/support/build-once.ts', 'test/support/make-python.ts'],
    setupFiles: ['test/support/fixed-seed.ts'],
    // The files share nothing that they change, so they may share their workers: half the time.
    isolate: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // What is waited for comes sooner or later; how soon is the machine's business.
    expect: { poll: { timeout: 60_000, interval: 10 } },
  },
});
