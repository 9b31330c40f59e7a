import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { engine } from '../images/run-engine.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { type Ecr, ecrRegistryMissing, startEcr } from './ecr-registry.ts';
import { engineMissing, type Output } from './engine.ts';
import { podmanEnvironment, podmanMissing } from './podman.ts';

const missing = ecrRegistryMissing();
const repository = 'churn-scorer';
// Other tests may use the other Regions at the same time.
const elsewhere = 'eu-north-1';
const slow = { timeout: 600_000 };

tryEngine('Docker', missing ?? engineMissing(), engine(), () => process.env);
tryEngine('podman', missing ?? podmanMissing(), 'podman', () => podmanEnvironment());

function tryEngine(
  name: string,
  reason: string | undefined,
  command: string,
  environmentFor: () => NodeJS.ProcessEnv,
): void {
  describe.skipIf(reason)(
    `a registry under Amazon’s name, with ${name}${reason ? ` (${reason})` : ''}`,
    () => {
      test('accepts an image with the right password, and the API then has it', slow, async () => {
        const ecr = await startEcr();
        const run = runner(ecr, command, environmentFor());
        const image = `${ecr.host}/${repository}:1.0.0`;
        makeImage(run, image);
        const wrong = run(['login', '--username', 'AWS', '--password-stdin', ecr.host], 'wrong');
        expect(wrong.status, 'it was to be refused').not.toBe(0);
        const right = run(
          ['login', '--username', 'AWS', '--password-stdin', ecr.host],
          ecr.aws.registryPassword,
        );
        expect(right.status, right.stderr).toBe(0);

        expect(run(['push', image]).stderr).toContain('does not exist in the registry with id');
        expect(await ecr.pushes()).toEqual({ blobs: 0, manifests: 0 });
        askAws(ecr, ['create-repository', '--repository-name', repository]);
        const push = [
          'push',
          ...(command === 'podman' ? ['--format', 'v2s2', '--remove-signatures'] : []),
          image,
        ];
        const pushed = run(push);
        expect(pushed.status, pushed.stderr).toBe(0);
        expect(await ecr.pushes()).toEqual({ blobs: 2, manifests: 1 });

        const mediaType = 'application/vnd.docker.distribution.manifest.v2+json';
        const stored = await ecr.manifest(repository, '1.0.0');
        expect(stored?.mediaType).toBe(mediaType);
        const ids = ['--repository-name', repository, '--image-ids', 'imageTag=1.0.0'];
        expect(askAws(ecr, ['describe-images', ...ids]).imageDetails).toMatchObject([
          { imageDigest: stored?.digest, imageTags: ['1.0.0'], imageManifestMediaType: mediaType },
        ]);
        expect(askAws(ecr, ['batch-get-image', ...ids]).images[0].imageManifest).toBe(stored?.text);

        const again = run(push);
        expect(again.status, again.stderr).toBe(0);
        expect((await ecr.pushes()).blobs, 'nothing is pushed twice').toBe(2);
      });
    },
  );
}

describe.skipIf(missing)(`a registry under Amazon’s name${missing ? ` (${missing})` : ''}`, () => {
  test('fails during a push if a test wants it to, and then works again', slow, async () => {
    const ecr = await startEcr({ region: elsewhere });
    askAws(ecr, ['create-repository', '--repository-name', repository]);
    const uploads = `/v2/${repository}/blobs/uploads/`;
    await ecr.fail({ method: 'POST', path: uploads, how: 'error' });
    await ecr.fail({ method: 'PATCH', path: uploads, how: 'cut' });
    await ecr.fail({ method: 'HEAD', path: '/manifests/', how: 'silence' });
    expect(await ask(ecr, 'POST', uploads)).toBe(500);
    const silent = ask(ecr, 'HEAD', `/v2/${repository}/manifests/1.0.0`);
    expect(await ask(ecr, 'PATCH', `${uploads}some`, 'the first bytes')).toBe('ECONNRESET');
    expect(await ask(ecr, 'POST', uploads)).toBe(202);
    expect(await ask(ecr, 'HEAD', `/v2/${repository}/manifests/1.0.0`)).toBe(404);
    expect(await Promise.race([silent, 'no answer'])).toBe('no answer');
    expect(await ask(ecr, 'GET', '/v2/', '', 'Basic wrong')).toBe(401);
  });

  test('leaves nothing behind', () => {
    expect(readFileSync('/etc/hosts', 'utf8')).not.toContain(elsewhere);
    const places = existsSync('/etc/docker/certs.d') ? readdirSync('/etc/docker/certs.d') : [];
    expect(places.filter((place) => place.includes(elsewhere))).toEqual([]);
  });
});

/** The status of the response, or the reason why there is none. */
function ask(
  { host, aws }: Ecr,
  method: string,
  path: string,
  body = '',
  authorization = `Basic ${Buffer.from(`AWS:${aws.registryPassword}`).toString('base64')}`,
): Promise<number | string | undefined> {
  const ca = readFileSync(`/etc/docker/certs.d/${host}/ca.crt`);
  return new Promise((resolve) => {
    request({ host, method, path, ca, headers: { authorization } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on('error', (error: NodeJS.ErrnoException) => resolve(error.code))
      .end(body);
  });
}

type Run = (words: readonly string[], input?: string) => Output;

function runner(ecr: Ecr, command: string, environment: NodeJS.ProcessEnv): Run {
  const env = { ...environment, ...ecr.environment };
  return (words, input = '') => spawnSync(command, words, { env, input, encoding: 'utf8' });
}

/** An image with one file. */
function makeImage(run: Run, image: string): void {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'model'), 'of the test');
  spawnSync('tar', ['-cf', join(folder, 'root.tar'), '-C', folder, 'model']);
  const { status, stderr } = run(['import', join(folder, 'root.tar'), image]);
  expect(status, stderr).toBe(0);
  onTestFinished(() => void run(['image', 'rm', '--force', image]));
}

// biome-ignore lint/suspicious/noExplicitAny: what a command prints has the shape that the test expects of it.
function askAws(ecr: Ecr, words: readonly string[]): any {
  const env = { ...process.env, ...ecr.environment };
  const all = ['ecr', ...words, '--region', ecr.host.split('.')[3] ?? '', '--output', 'json'];
  const { status, stdout, stderr } = spawnSync('aws', all, { env, encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  return JSON.parse(stdout);
}
