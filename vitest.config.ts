import { availableParallelism } from 'node:os';
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

/** Tests start no process, but those in files named so and those in the folders of the second list. */
const quick =
  'test/{generators,golden,imports,laws,merge,meta,model,parts,plan,problem,project,publish,read,rehearse,report,resolve,runtime,shell,text,validate}/**/*.test.ts';
const ofPrograms = ['test/{e2e,rendered}/**/*.test.ts', 'test/**/*.process.test.ts'];
/** What tests of programs run: the build that users get, Python without a detour, and one with wheels. */
const programs = ['build-once', 'python-itself', 'make-python'].map((name) => `test/support/${name}.ts`);
/** Not for the engines: podman stops no container whose files are there. */
const inMemory = 'test/support/files-in-memory.ts';
/** What pushes images to the one Amazon ECR of this machine. */
const ofRegistry = 'test/engine/{ecr-registry,publish-walk,scan-gate,upload*}.test.ts';
/** What takes minutes for one image: large frameworks, clients of AWS that drive one, servers of others. */
const ofFrameworks =
  'test/engine/{cuda-*,frameworks,named-columns,transformers,python-sdk,rehearse-foreign,deep-learning-container,npm-packages,python-lock}.test.ts';
/** Twice the cores: a test waits for other programs half of its time. */
const maxWorkers = 2 * availableParallelism();
const neverTests = 'test/golden/trees/**';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: 'quick',
          include: [quick],
          exclude: ['test/**/*.process.test.ts', neverTests],
          globalSetup: inMemory,
          setupFiles: ['test/support/fixed-seed.ts', 'test/support/no-processes.ts'],
          maxWorkers,
        },
      },
      {
        test: {
          ...shared,
          name: 'processes',
          include: ofPrograms,
          exclude: [neverTests],
          globalSetup: [inMemory, ...programs],
          maxWorkers,
        },
      },
      // One file after the other, when everything else is done: a machine has one container engine, and one Amazon ECR.
      {
        test: {
          ...shared,
          name: 'engine',
          include: ['test/engine/*.test.ts'],
          exclude: [ofRegistry, ofFrameworks],
          globalSetup: programs,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...shared,
          name: 'registry',
          include: [ofRegistry],
          globalSetup: programs,
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          ...shared,
          name: 'frameworks',
          include: [ofFrameworks],
          globalSetup: programs,
          maxWorkers: 1,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
