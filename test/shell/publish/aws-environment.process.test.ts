import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { awsClients } from '../../../src/shell/publish/aws-clients.ts';
import { findAccount } from '../../../src/shell/publish/find-account.ts';
import { type Aws, awsMissing, startAws } from '../../support/aws.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const missing = awsMissing();
const region = 'us-east-2';

test.skipIf(missing)(
  `keys of the environment come before a profile, as with the AWS CLI${missing ?? ''}`,
  async () => {
    const aws = await startAws();
    const config = join(temporaryFolder(), 'config');
    writeFileSync(config, '[profile other]\naws_access_key_id = AKIAOTHER\naws_secret_access_key = x\n');
    setEnvironment({ ...aws.environment, AWS_CONFIG_FILE: config, AWS_PROFILE: 'other' });
    const { Account } = await awsClients(region).sts.getCallerIdentity({});
    expect(Account).toBe(aws.account);
  },
);

test.skipIf(missing)(
  `a profile may be named in the older way, which comes first for the AWS CLI${missing ?? ''}`,
  async () => {
    const aws = await startAws();
    const config = join(temporaryFolder(), 'config');
    const keys = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'];
    const lines = keys.map((name) => `${name.toLowerCase()} = ${aws.environment[name]}\n`);
    writeFileSync(config, `[profile other]\n[profile mine]\n${lines.join('')}`);
    setEnvironment({
      ...aws.environment,
      ...Object.fromEntries(keys.map((name) => [name, ''])),
      ...{ AWS_CONFIG_FILE: config, AWS_PROFILE: 'other', AWS_DEFAULT_PROFILE: 'mine' },
    });
    expect(await findAccount(awsClients(region), null, () => undefined)).toBe(aws.account);
    vi.stubEnv('AWS_DEFAULT_PROFILE', 'nobody');
    await expect(findAccount(awsClients(region), null, () => undefined)).rejects.toThrow(
      'AWS_PROFILE names a profile that does not exist on this machine',
    );
  },
);

test.skipIf(missing).each(['http://', ''])(
  `AWS is reached through the proxy of the environment, written as %shost:port${missing ?? ''}`,
  async (protocol) => {
    const aws = await startAws();
    const bucket = 'example-models-us-east-2';
    await aws.addBucket(bucket, region);
    const { address, passed } = await startProxy(aws);
    const proxy = { http_proxy: `${protocol}${address}`, HTTP_PROXY: '', no_proxy: '', NO_PROXY: '' };
    setEnvironment({ ...aws.environment, ...proxy, AWS_ENDPOINT_URL: 'http://aws.test' });
    const { sts, s3Anywhere } = awsClients(region);
    await sts.getCallerIdentity({});
    // A body of this size is announced first (`Expect: 100-continue`), so it takes another code path.
    await s3Anywhere.putObject({ Bucket: bucket, Key: 'model', Body: new Uint8Array(3_000_000) });
    expect(passed).toEqual(['POST http://aws.test/', `PUT http://aws.test/${bucket}/model?x-id=PutObject`]);
  },
);

function setEnvironment(values: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(values)) vi.stubEnv(name, value);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
}

/** A proxy that sends every request to the account of the test. */
async function startProxy({ url }: Aws) {
  const passed: string[] = [];
  const pass = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    passed.push(`${incoming.method} ${incoming.url}`);
    const { host: _, expect: _waits, ...headers } = incoming.headers;
    const { pathname, search } = new URL(incoming.url ?? '');
    const onward = request(`${url}${pathname}${search}`, { method: incoming.method ?? '', headers });
    onward.on('response', (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(onward);
  };
  const server = createServer(pass).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const place = server.address();
  return { address: `127.0.0.1:${typeof place === 'object' && place ? place.port : ''}`, passed };
}
