import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { kinds, ownImageKinds, placeListing, textsOf } from '../support/build-listing.ts';
import { oneIn } from '../support/every-case.ts';
import { missingTool } from '../support/required-tool.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { registryPassword, uploadStandIns } from '../support/upload-stand-ins.ts';

const missing = missingTool('shellcheck');

test.skipIf(missing)(
  `shellcheck has nothing to say about the scripts of any kind of listing${missing ? ` (${missing})` : ''}`,
  () => {
    const listings = oneIn(2, Object.values({ ...kinds, ...ownImageKinds })).map(textsOf);
    const scripts = new Set(
      listings.flatMap((texts) => [...texts].filter(([path]) => isScript(path)).map(([, text]) => text)),
    );
    expect(scripts.size).toBeGreaterThan(listings.length);
    const folder = temporaryFolder();
    for (const [index, script] of [...scripts].entries()) writeFileSync(join(folder, `${index}.sh`), script);
    const { status, stdout, stderr } = spawnSync('shellcheck', ['--severity=style', ...readdirSync(folder)], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect([status, stdout, stderr]).toEqual([0, '', '']);
  },
);

function isScript(path: string): boolean {
  return /^bin\/|\.sh$/.test(path);
}

test('upload.sh does what AWS’s walk-through does, on the names of the listing, and only then the next image', () => {
  const calls = runWithStubs('scripts/upload.sh', kinds['an algorithm with everything'] ?? '');
  const pushes = calls
    .filter(([program, word]) => program === 'docker' && word === 'push')
    .map((call) => call.at(-1));
  const registry = '123456789012.dkr.ecr.us-east-2.amazonaws.com';
  expect(pushes).toEqual([`${registry}/churn-scorer:0.1.0`, `${registry}/churn-scorer-training:0.1.0`]);
  expect(calls).toContainEqual(['docker', 'login', '--username', 'AWS', '--password-stdin', registry]);
  const created = calls.filter((call) => call.includes('create-repository'));
  expect(created).toHaveLength(2);
  expect(created[0]).toContain('[{"Key":"team","Value":"risk + co"},{"Key":"cost","Value":"12"}]');
});

test('upload.sh pushes also for a service, which has no home folder', () => {
  const homeless = { HOME: undefined, DOCKER_CONFIG: undefined };
  const calls = runWithStubs('scripts/upload.sh', kinds['the smallest model package'] ?? '', homeless);
  expect(calls.filter(([program, word]) => program === 'docker' && word === 'push')).toHaveLength(1);
});

test('an algorithm in one image is pushed once', () => {
  const calls = runWithStubs('scripts/upload.sh', kinds['an algorithm in one image'] ?? '');
  expect(calls.filter(([program, word]) => program === 'docker' && word === 'push')).toHaveLength(1);
});

test('build.sh builds for linux/amd64 and without what SageMaker refuses', () => {
  const calls = runWithStubs('scripts/build.sh', kinds['an algorithm with everything'] ?? '');
  const builds = calls.filter((call) => call[1] === 'buildx' && call[2] === 'build');
  expect(builds).toHaveLength(2);
  for (const build of builds)
    expect(build).toEqual(expect.arrayContaining(['--provenance=false', '--platform', 'linux/amd64']));
});

test('upload.sh gives the engine the password of the registry, and `bash -x` does not show it', () => {
  const folder = temporaryFolder();
  const yaml = kinds['the smallest model package'] ?? '';
  const { stderr } = runTraced(folder, 'scripts/upload.sh', yaml);
  expect(readFileSync(join(folder, 'pushed-password'), 'utf8').trim()).toBe(registryPassword);
  expect(stderr).toContain('+ log_in');
  expect(stderr).not.toContain(registryPassword);
});

/** Runs a script with stand-ins that only record their arguments, and returns the calls. */
function runWithStubs(script: string, yaml: string, environment: NodeJS.ProcessEnv = {}): string[][] {
  const folder = temporaryFolder();
  const { calls } = runTraced(folder, script, yaml, environment);
  const files = readdirSync(calls).sort();
  return files.map((file) => readFileSync(join(calls, file), 'utf8').split('\0').slice(0, -1));
}

function runTraced(folder: string, script: string, yaml: string, environment: NodeJS.ProcessEnv = {}) {
  const listing = join(folder, 'a listing');
  placeListing(listing, yaml);
  const programs = join(folder, 'programs');
  mkdirSync(programs);
  const calls = join(folder, 'calls');
  mkdirSync(calls);
  // A file for each call, named by its time: programs of a pipe run in parallel.
  const record = `printf '%s\\0' "$(basename "$0")" "$@" > ${JSON.stringify(calls)}/"$(date +%s%N)-$$"`;
  const standIns = uploadStandIns(join(folder, 'pushed-'));
  const others = '  *image\\ inspect*) echo 1000000 ;;\n  *) echo x ;;';
  for (const [name, answers] of Object.entries({ aws: standIns.aws, docker: standIns.engine(others) })) {
    writeFileSync(join(programs, name), `#!/bin/bash\n${record}\n${answers}`);
    chmodSync(join(programs, name), 0o755);
  }
  const { status, stderr } = spawnSync('bash', ['-x', join(listing, script)], {
    encoding: 'utf8',
    cwd: folder,
    env: { ...process.env, PATH: `${programs}:${process.env['PATH']}`, ENGINE: 'docker', ...environment },
  });
  expect(status, stderr).toBe(0);
  expect(existsSync(join(listing, 'canary'))).toBe(false);
  return { calls, stderr };
}
