import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { frameworkKinds, kinds, placeListing } from '../support/build-listing.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** What an engine would answer, as lines of a shell `case` on its words. */
const sound = {
  '--version': 'echo "Docker version 28.0.0"',
  version: 'echo ok',
  'buildx version': 'echo v0.20.0',
  '*Architecture*': 'echo linux/amd64',
  '*.Size*': 'echo 117000000',
  'image inspect *': 'echo sha256:abc',
};

test('without an engine, both scripts say what to install', () => {
  for (const script of ['build.sh', 'run.sh']) {
    const { status, stderr } = runScript(script, {}, { ENGINE: 'no-such-engine' });
    expect(stderr).toMatch(
      /^error: there is no no-such-engine here, which (builds|runs) the image\n {2}fix: install Docker; or install podman, and set ENGINE=podman\n$/,
    );
    expect(status).toBe(4);
  }
});

test('with an engine that does not answer, both scripts pass on what it says', () => {
  const answers = { ...sound, version: 'echo Cannot connect to the Docker daemon >&2; exit 1' };
  for (const script of ['build.sh', 'run.sh']) {
    const { status, stderr } = runScript(script, answers);
    expect(stderr).toBe(
      'error: fake-engine does not answer: Cannot connect to the Docker daemon\n  fix: start it, and see that this user may use it\n',
    );
    expect(status).toBe(4);
  }
});

test('build.sh tells size and digest of what it built', () => {
  const { status, stdout } = runScript('build.sh', sound);
  expect(stdout).toContain('churn-scorer:0.1.0\n  size    117 MB\n  digest  sha256:abc\n');
  expect(status).toBe(0);
});

test('build.sh refuses an image for another processor', () => {
  const { status, stderr } = runScript('build.sh', { ...sound, '*Architecture*': 'echo linux/arm64' });
  expect(stderr).toBe(
    'error: churn-scorer:0.1.0 is for linux/arm64, and SageMaker runs linux/amd64\n  fix: remove what is here of the images that the Dockerfile names after FROM, and build again\n',
  );
  expect(status).toBe(4);
});

test('build.sh refuses an image that an engine stored with an OCI manifest', () => {
  const descriptor = `echo '"Descriptor": { "mediaType": "application/vnd.oci.image.index.v1+json" }'`;
  const { status, stderr } = runScript('build.sh', {
    ...sound,
    'image inspect churn-scorer:0.1.0': descriptor,
  });
  expect(stderr).toContain(
    "error: churn-scorer:0.1.0 has an OCI manifest, and SageMaker takes Docker's alone",
  );
  expect(status).toBe(4);
});

test('buildx is told to make no provenance record, no bill of materials and no OCI manifest', () => {
  expect(wordsOfBuild(sound)).toMatch(
    /^buildx build --provenance=false --sbom=false --output type=docker,oci-mediatypes=false --platform linux\/amd64 --label sagemaker-mkt\.manifest=sha256:[0-9a-f]{64} --file Dockerfile --tag churn-scorer:0\.1\.0 \.$/,
  );
});

test('an engine without buildx builds as well', () => {
  expect(wordsOfBuild({ ...sound, 'buildx version': 'exit 1' })).toMatch(
    /^build --platform linux\/amd64 --label \S+ --file Dockerfile --tag churn-scorer:0\.1\.0 \.$/,
  );
});

test('podman gets Docker’s format, and the full names of the images that Docker means', () => {
  const podman = {
    ...sound,
    '--version': 'echo podman version 4.3.1',
    'build --help': 'echo --build-context',
  };
  const full = (name: string) => `--build-context ${name}=docker-image://docker.io/library/${name}`;
  expect(wordsOfBuild(podman)).toMatch(
    new RegExp(
      `^build --format docker --platform linux/amd64 --label \\S+ ${full('node:24-bookworm-slim')} ${full('amazonlinux:2023')} --file`,
    ),
  );
  expect(wordsOfBuild({ ...podman, 'build --help': 'echo old' })).not.toContain('--build-context');
});

test('a listing in Python has two build images, and its build reaches the Python index as this machine does', () => {
  const environment = {
    PIP_INDEX_URL: 'https://index.example',
    PIP_FIND_LINKS: '',
    PIP_NO_INDEX: '',
    CA_CERTIFICATES: 'a b',
  };
  const podman = { ...sound, '--version': 'echo podman version 4', 'build --help': 'echo --build-context' };
  const words = wordsOfBuild(podman, 'a model package of scikit-learn', environment);
  expect(words).toMatch(
    /--build-arg PIP_INDEX_URL=https:\/\/index\.example --build-arg CA_CERTIFICATES=a b /,
  );
  expect(words).not.toContain('PIP_NO_INDEX');
  for (const name of ['node:24-bookworm-slim', 'python:3.11-slim-bookworm', 'amazonlinux:2023'])
    expect(words).toContain(`--build-context ${name}=docker-image://docker.io/library/${name}`);
});

test('run.sh says how to get an image that is not there', () => {
  const { status, stderr } = runScript('run.sh', { ...sound, 'image inspect *': 'exit 1' });
  expect(stderr).toBe(
    'error: there is no image churn-scorer:0.1.0 here\n  fix: build it with scripts/build.sh\n',
  );
  expect(status).toBe(4);
});

/** The words with which the engine was told to build. */
function wordsOfBuild(
  answers: Readonly<Record<string, string>>,
  kind?: string,
  environment: Record<string, string> = {},
): string {
  const record = 'echo "built: $*"';
  const engine = {
    ...answers,
    'build --format*': record,
    'build --platform*': record,
    'buildx build*': record,
  };
  const { status, stdout, stderr } = runScript('build.sh', engine, environment, kind);
  expect(status, stderr).toBe(0);
  return /^built: (.*)$/m.exec(stdout)?.[1] ?? stdout;
}

function runScript(
  script: string,
  answers: Readonly<Record<string, string>>,
  environment: Record<string, string> = {},
  kind: string = 'the smallest model package',
) {
  const folder = temporaryFolder();
  placeListing(join(folder, 'a listing'), { ...kinds, ...frameworkKinds }[kind] ?? '');
  const programs = join(folder, 'programs');
  mkdirSync(programs);
  // The most particular answer first: a pattern is tried in the order in which it stands.
  const patterns = Object.entries(answers).sort(
    ([a], [b]) => Number(a.includes('*')) - Number(b.includes('*')),
  );
  const cases = patterns.map(([words, answer]) => `  ${words.replaceAll(' ', '\\ ')}) ${answer} ;;\n`);
  writeFileSync(join(programs, 'fake-engine'), `#!/bin/sh\ncase "$*" in\n${cases.join('')}esac\n`);
  chmodSync(join(programs, 'fake-engine'), 0o755);
  const PATH = `${programs}:${process.env['PATH']}`;
  return spawnSync('bash', [join(folder, 'a listing/scripts', script)], {
    encoding: 'utf8',
    env: { ...process.env, PATH, ENGINE: 'fake-engine', ...environment },
  });
}
