import { defineConfig, type UserWorkspaceConfig } from 'vitest/config';

const shared: UserWorkspaceConfig['test'] = {
  setupFiles: ['test/support/fixed-seed.ts'],
  // The files share nothing that they change, so they may share their workers: half the time.
  isolate: false,
  // For what hangs: a busy machine may be ten times slower.
  testTimeout: 600_000,
  hookTimeout: 600_000,
  // What is waited for comes sooner or later; how soon is the machine's business.
  expect: { poll: { timeout: 60_000, interval: 10 } },
};

export default defineConfig({
  test: {
    globalSetup: ['test/support/build-once.ts', 'test/support/make-python.ts'],
    projects: [
      {
        test: {
          ...shared,
          name: 'alone',
          include: ['test/**/*.test.ts'],
          exclude: ['test/golden/trees/**', 'test/engine/**'],
          // One fewer would be usual. But a test waits for other programs most of the time, and so does its processor.
          maxWorkers: '100%',
        },
      },
      {
        // One file after the other, when everything else is done: a machine has one container engine, and one Amazon ECR.
        test: {
          ...shared,
          name: 'engine',
          include: ['test/engine/*.test.ts'],
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
