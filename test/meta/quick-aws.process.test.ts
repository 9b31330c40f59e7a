import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { awsMissing, startAws } from '../support/aws.ts';
import { inCiAlone, isEveryCase } from '../support/every-case.ts';
import { pathWithQuickAws } from '../support/quick-aws.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const missing = isEveryCase && awsMissing();
const because = missing ? ` (${missing})` : inCiAlone;
const identity = ['sts', 'get-caller-identity', '--region', 'us-east-1'];
const paths = () => [process.env['PATH'] ?? '', pathWithQuickAws()];

describe.skipIf(missing || !isEveryCase)(`the quick \`aws\` of the tests${because}`, () => {
  test('is there by itself', () => {
    const [folder] = pathWithQuickAws().split(':');
    expect(spawnSync('aws', ['--version'], { env: { PATH: folder } }).status).toBe(0);
  });

  test.each([
    [['--version']],
    [['sts', 'nothing']],
    [['sts', 'get-caller-identity', '--query', '[']],
    [['of-this-home', 'nothing']],
    [[]],
  ])('has the same output as the plain one, and the same status: %j', (words) => {
    const env = { HOME: homeWithService('of-this-home'), AWS_DEFAULT_REGION: 'us-east-1' };
    const [plain, quick] = paths().map((PATH) => {
      const { status, stdout, stderr } = spawnSync('aws', words, {
        encoding: 'utf8',
        env: { ...env, PATH },
      });
      return { status, stdout, stderr };
    });
    expect(quick).toEqual(plain);
  });

  test('has the environment, home, folder, umask and input of its call, and nothing else', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'of the tests');
    vi.stubEnv('HTTPS_PROXY', 'http://127.0.0.1:9');
    onTestFinished(() => void vi.unstubAllEnvs());
    const aws = await startAws();
    const [plain, quick] = paths().map((path) => toldBy(path, aws.environment));
    expect(quick).toEqual(plain);
    expect(plain).toMatchObject({ status: 0, umask: '0027', input: 'some input' });
    expect(plain?.environment).toContain('ONE=a line\nand another');
  });

  test.each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)(
    'ends with a %s, and its call as well',
    async (signal) => {
      const ends: unknown[] = [];
      for (const PATH of paths()) {
        const silent = createServer().listen(0, '127.0.0.1');
        await once(silent, 'listening');
        onTestFinished(() => void silent.close());
        const place = silent.address();
        const url = `http://127.0.0.1:${typeof place === 'object' && place ? place.port : ''}`;
        const keys = { AWS_ACCESS_KEY_ID: 'A', AWS_SECRET_ACCESS_KEY: 'S', AWS_ENDPOINT_URL: url };
        const running = spawn('aws', identity, { env: { PATH, ...keys }, stdio: 'ignore' });
        const [connection] = await once(silent, 'connection');
        connection.resume();
        const closed = once(connection, 'close');
        running.kill(signal);
        ends.push((await once(running, 'exit')).join(' '));
        await closed;
      }
      expect(ends[1]).toBe(ends[0]);
    },
  );
});

/** A home folder with a service model of the user, which the AWS CLI loads. */
function homeWithService(name: string): string {
  const home = temporaryFolder();
  const folder = join(home, '.aws', 'models', name, '2020-01-01');
  mkdirSync(folder, { recursive: true });
  const metadata = { apiVersion: '2020-01-01', endpointPrefix: name, protocol: 'json', serviceId: name };
  const operations = { Greet: { name: 'Greet', http: { method: 'POST', requestUri: '/' } } };
  writeFileSync(join(folder, 'service-2.json'), JSON.stringify({ metadata, operations, shapes: {} }));
  return home;
}

/** What a credential process gets when the AWS CLI starts it. */
function toldBy(PATH: string, { AWS_ENDPOINT_URL: url, ...keys }: Readonly<Record<string, string>>) {
  const folder = temporaryFolder();
  const home = join(folder, 'home');
  mkdirSync(join(home, '.aws'), { recursive: true });
  const answer = {
    Version: 1,
    AccessKeyId: keys['AWS_ACCESS_KEY_ID'],
    SecretAccessKey: keys['AWS_SECRET_ACCESS_KEY'],
    SessionToken: keys['AWS_SESSION_TOKEN'],
  };
  const program = [
    '#!/bin/sh',
    'env -0 >environment; umask >umask; cat >input',
    `echo '${JSON.stringify(answer)}'`,
    '',
  ];
  writeFileSync(join(folder, 'tell'), program.join('\n'), { mode: 0o755 });
  writeFileSync(join(home, '.aws', 'config'), `[default]\ncredential_process = ../tell\n`);
  mkdirSync(join(folder, 'here'));
  const { status } = spawnSync('sh', ['-c', 'umask 027; exec aws "$@"', 'sh', ...identity], {
    cwd: join(folder, 'here'),
    env: { PATH, HOME: home, AWS_ENDPOINT_URL: url, ONE: 'a line\nand another', PYTHONUNBUFFERED: '1' },
    input: 'some input',
    encoding: 'utf8',
  });
  const told = (name: string) => readFileSync(join(folder, 'here', name), 'utf8').trim();
  // The script that looks for the plain `aws` adds some variables.
  const environment = told('environment')
    .split('\0')
    .filter((line) => !/^(PATH|SHLVL|OLDPWD|PWD|_|_?PYENV\w*)=|^$/.test(line))
    .map((line) => line.replace(home, 'home'))
    .sort();
  return { status, environment, umask: told('umask'), input: told('input') };
}
