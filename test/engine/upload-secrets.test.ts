import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { engine } from '../images/run-engine.ts';
import { bin } from '../support/built.ts';
import { type Front, fronts } from '../support/publish-step.ts';
import { type Ecr, ecrRegistryMissing, startEcr } from './ecr-registry.ts';
import { engineMissing } from './engine.ts';
import { podmanEnvironment, podmanMissing } from './podman.ts';
import { type Recorders, startRecorders } from './recorders.ts';
import { bucket, region, s3Listing } from './upload-runs.ts';

const missing = ecrRegistryMissing() ?? engineMissing();
const slow = { timeout: 600_000 };

tryEngine('docker', missing, () => ({}));
tryEngine('podman', missing ?? podmanMissing(), podmanWithImage);

function tryEngine(name: string, reason: string | undefined, environmentFor: () => NodeJS.ProcessEnv): void {
  describe.skipIf(reason)(`an upload with ${name}${reason ? ` (${reason})` : ''}`, () => {
    test.each(fronts)('%s shows no secret to anybody, and leaves none', slow, async (front) => {
      const ecr = await startEcr({ region });
      await ecr.aws.addBucket(bucket, region);
      const folder = s3Listing();
      const recorders = watch(ecr, folder);
      const environment = { ...environmentFor(), ENGINE: name };
      const first = run(front, folder, ecr, { ...environment, ...recorders.environment });
      expect(first.code, first.output).toBe(0);
      expect(await ecr.pushes()).toEqual({ blobs: 2, manifests: 1 });
      const own = front === 'the script' ? ['aws', 'sed', 'tar'] : [];
      expect(recorders.programsSeen()).toEqual(
        expect.arrayContaining([name, 'bash', 'mkfifo', 'tee', ...own]),
      );
      expect(recorders.leaks(first.output)).toEqual([]);
      // What was searched has the calls with secrets in it.
      if (front === 'the command')
        expect(readFileSync(join(folder, 'trace.jsonl'), 'utf8')).toMatch(
          /"GetAuthorizationToken"[\s\S]*"login"[\s\S]*"push"[\s\S]*"PutObject"[\s\S]*"kind":"end","code":0/,
        );
    });
  });
}

describe.skipIf(missing)('the search for secrets', () => {
  test('finds them in arguments, environments, files and output', slow, async () => {
    const ecr = await startEcr({ region });
    const [secret = ''] = ecr.aws.secrets;
    for (const [leak, where] of [
      ['cat "$AWS_SECRET_ACCESS_KEY" 2>/dev/null', /argv\.cat/],
      ['mkfifo --version', /environ\.mkfifo/],
      ['unset AWS_SESSION_TOKEN; LEAK=$AWS_SECRET_ACCESS_KEY sed --version', /environ\.sed/],
      ['printenv AWS_SECRET_ACCESS_KEY >"$HOME/leak"', /home\/leak$/],
      ['printenv AWS_SECRET_ACCESS_KEY', /^output$/],
    ] as const) {
      const recorders = watch(ecr, '/nowhere');
      const { stdout } = spawnSync('/bin/sh', ['-c', leak], {
        encoding: 'utf8',
        env: { ...process.env, ...recorders.environment, AWS_SECRET_ACCESS_KEY: secret },
      });
      expect(recorders.leaks(stdout).join('\n'), leak).toMatch(where);
    }
  });
});

function watch({ aws, environment }: Ecr, folder: string): Recorders {
  const keys = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'].map(
    (name) => environment[name] ?? '',
  );
  return startRecorders({ secrets: [...aws.secrets, ...keys], keys, folders: [folder, '/run/containers'] });
}

interface RunOutput {
  readonly code: number | null;
  readonly output: string;
}

/** By its path: a program from the PATH would record secrets that it is allowed to have. */
function run(front: Front, folder: string, ecr: Ecr, environment: NodeJS.ProcessEnv): RunOutput {
  const [program, ...words] =
    front === 'the script'
      ? ['/bin/bash', '-x', 'scripts/upload.sh']
      : [process.execPath, bin, 'upload', '--json', '--trace', 'trace.jsonl'];
  const env = { ...process.env, PAUSE_SECONDS: '0', ...ecr.environment, ...environment };
  const { status, stdout, stderr } = spawnSync(program ?? '', words, { cwd: folder, encoding: 'utf8', env });
  return { code: status, output: stdout + stderr };
}

/** The image has the name that a build with podman gives it. */
function podmanWithImage(): NodeJS.ProcessEnv {
  const environment = podmanEnvironment();
  const load = '"$1" save churn-scorer:0.1.0 | podman load --quiet >/dev/null';
  execFileSync('sh', ['-c', load, 'load', engine()], { env: environment });
  return environment;
}
