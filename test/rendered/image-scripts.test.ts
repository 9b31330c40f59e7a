import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { frameworkKinds, kinds, placeListing } from '../support/build-listing.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** The responses of an engine, as lines of a shell `case` on its arguments. */
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
      'error: fake-engine does not answer: Cannot connect to the Docker daemon\n  fix: start it, and make sure that this user is allowed to use it\n',
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
    'error: churn-scorer:0.1.0 is for linux/arm64, and SageMaker runs linux/amd64\n  fix: remove the local copies of the images after FROM in the Dockerfile, and build again\n',
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
    'error: churn-scorer:0.1.0 has an OCI manifest, and SageMaker only accepts Docker manifests',
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
  const words = wordsOfBuild(podman, frameworkKinds['a model package of scikit-learn'], environment);
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

test.each([
  ['docker', '--gpus all '],
  ['podman', '--device nvidia.com/gpu=all '],
])('run.sh gives %s the GPUs of this machine to an image with CUDA, where there are some', (name, words) => {
  const cuda = frameworkKinds['a model package of PyTorch for CUDA'];
  const folder = temporaryFolder();
  const engine = join(folder, name);
  writeFileSync(engine, '#!/bin/sh\n[ "$1" != run ] || echo "$@"\n', { mode: 0o755 });
  const environment = { ENGINE: engine, PATH: `${folder}:${process.env['PATH']}` };
  const ran = () => runScript('run.sh', sound, environment, cuda).stdout;
  writeFileSync(join(folder, 'nvidia-smi'), '#!/bin/sh\nexit 9\n', { mode: 0o755 });
  expect(ran()).toContain('127.0.0.1:8080:8080 --env REQUIRE_GPU churn-scorer:0.1.0 serve');
  writeFileSync(join(folder, 'nvidia-smi'), '#!/bin/sh\n', { mode: 0o755 });
  expect(ran()).toContain(`127.0.0.1:8080:8080 --env REQUIRE_GPU ${words}churn-scorer:0.1.0 serve`);
});

const container = frameworkKinds['a model package on a Deep Learning Container'] ?? '';
const registry = '763104351884.dkr.ecr.us-east-2.amazonaws.com';
const base = `${registry}/pytorch:2.14.0-cpu-amzn2023-sagemaker`;
const publicBase = 'public.ecr.aws/deep-learning-containers/pytorch:2.14.0-cpu-amzn2023-sagemaker';
/** An engine that has everything except the base, on a machine that cannot reach the public gallery. */
const withoutBase = {
  ...sound,
  [`pull --platform linux/amd64 ${publicBase}`]: 'exit 1',
  [`image inspect ${base}`]: 'exit 1',
  [`login --username AWS --password-stdin ${registry}`]: 'echo "password: $(cat)" >&2',
  [`pull --platform linux/amd64 ${base}`]: 'echo pulled',
};

test('a Deep Learning Container that is not here is pulled, with the password of AWS on no command line', () => {
  const { status, stdout, stderr } = runScript('build.sh', withoutBase, awsThat('echo secret'), container);
  expect(status, stderr).toBe(0);
  expect(stdout).toMatch(/^pulled\nchurn-scorer:0\.1\.0\n/);
  expect(stderr).toBe('password: secret\n');
});

test('`bash -x` does not show the password', () => {
  const { status, stderr } = runScript('build.sh', withoutBase, awsThat('echo secret'), container, ['-x']);
  expect(status, stderr).toBe(0);
  expect(stderr).toContain('+ set +x');
  expect(stderr.replace('password: secret', '')).not.toContain('secret');
});

test('without credentials it comes from the public gallery, under the name that the Dockerfile has', () => {
  const { status, stdout, stderr } = runScript(
    'build.sh',
    {
      ...withoutBase,
      [`pull --platform linux/amd64 ${publicBase}`]: 'echo pulled for everybody',
      [`tag ${publicBase} ${base}`]: 'echo named',
    },
    withoutAws(),
    container,
  );
  expect(status, stderr).toBe(0);
  expect(stdout).toMatch(/^pulled for everybody\nnamed\nchurn-scorer:0\.1\.0\n/);
});

test('one that is here is neither logged in for nor pulled', () => {
  const { status, stderr } = runScript('build.sh', sound, awsThat('exit 9'), container);
  expect([status, stderr]).toEqual([0, '']);
});

test.each([
  [
    'echo "Unable to locate credentials" >&2; exit 253',
    {},
    `Unable to locate credentials\nerror: AWS returned no password for ${registry}\n  fix: log in with the AWS CLI: aws configure, or aws sso login\n`,
  ],
  [
    'echo secret',
    { [`login --username AWS --password-stdin ${registry}`]: 'exit 1' },
    `error: fake-engine cannot log in to ${registry}\n  fix: see that this machine reaches it, and that the clock is right\n`,
  ],
  [
    'echo secret',
    {
      [`login --username AWS --password-stdin ${registry}`]: 'cat >/dev/null',
      [`pull --platform linux/amd64 ${base}`]: 'exit 1',
    },
    `error: fake-engine cannot pull ${base}\n  fix: check that the tag exists, and that your IAM policy allows the pull, as that of marketplace/cloudformation.yaml does\n`,
  ],
])('where it cannot be pulled, build.sh says at which step and what to do', (aws, engine, words) => {
  const { status, stderr } = runScript('build.sh', { ...withoutBase, ...engine }, awsThat(aws), container);
  expect(stderr).toBe(words);
  expect(status).toBe(4);
});

test('where there is no AWS CLI, build.sh says what it is for', () => {
  const { status, stderr } = runScript('build.sh', withoutBase, withoutAws(), container);
  expect(stderr).toBe(
    `error: ${base} is not on this machine, and the AWS CLI, which is needed to pull it, is not installed\n  fix: install the AWS CLI, and configure the credentials of your account\n`,
  );
  expect(status).toBe(4);
});

/** A folder with a stand-in for `aws`. The engine of the test comes before it on the PATH. */
function awsThat(answers: string): Record<string, string> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'aws'), `#!/bin/sh\n${answers}\n`, { mode: 0o755 });
  return { MORE_PROGRAMS: folder };
}

/** Only the programs that the script needs. */
function withoutAws(): Record<string, string> {
  const folder = temporaryFolder();
  for (const name of ['bash', 'cut', 'dirname', 'grep', 'sha256sum', 'sh', 'cat'])
    symlinkSync(spawnSync('which', [name], { encoding: 'utf8' }).stdout.trim(), join(folder, name));
  return { ONLY_PROGRAMS: folder };
}

/** The arguments of the engine's build command. */
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
  yaml: string = kinds['the smallest model package'] ?? '',
  options: readonly string[] = [],
) {
  const folder = temporaryFolder();
  placeListing(join(folder, 'a listing'), yaml);
  const programs = join(folder, 'programs');
  mkdirSync(programs);
  // Exact answers first: the shell tries patterns in their order.
  const patterns = Object.entries(answers).sort(
    ([a], [b]) => Number(a.includes('*')) - Number(b.includes('*')),
  );
  const cases = patterns.map(([words, answer]) => `  ${words.replaceAll(' ', '\\ ')}) ${answer} ;;\n`);
  writeFileSync(join(programs, 'fake-engine'), `#!/bin/sh\ncase "$*" in\n${cases.join('')}esac\n`);
  chmodSync(join(programs, 'fake-engine'), 0o755);
  const { MORE_PROGRAMS = '', ONLY_PROGRAMS, ...variables } = environment;
  const PATH = [programs, ...(ONLY_PROGRAMS ? [ONLY_PROGRAMS] : [MORE_PROGRAMS, process.env['PATH']])].join(
    ':',
  );
  return spawnSync('/bin/bash', [...options, join(folder, 'a listing/scripts', script)], {
    encoding: 'utf8',
    env: { ...process.env, PATH, ENGINE: 'fake-engine', ...variables },
  });
}
