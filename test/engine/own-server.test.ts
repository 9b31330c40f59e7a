import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { serverPackage } from '../support/expect-problems.ts';
import { placeInC } from '../support/own-programs.ts';
import { ownServers } from '../support/own-servers.ts';
import { asking, placeWithPackages } from '../support/use-listing.ts';
import { build, factsOf, uniqueName } from './built-listing.ts';
import { serveImage } from './containers.ts';
import { docker, imagesMissing, tryDocker } from './engine.ts';

const missing = imagesMissing();
const json = 'application/json';
const made: string[] = [];

describe.skipIf(missing)(`an image with a server of the seller${missing ? ` (${missing})` : ''}`, () => {
  afterAll(() => void tryDocker(['image', 'rm', '--force', ...made]));

  test('serves FastAPI where there is no C library, and starts it again', { timeout: 600_000 }, async () => {
    const [fastapi] = ownServers;
    if (!fastapi) throw new Error('there is none');
    const name = uniqueName('own-server-fastapi');
    const include = `include: ${JSON.stringify(fastapi.include)}`;
    const contentTypes = `contentTypes: { input: [${json}], output: [${json}] }`;
    const product = `product: { type: model-package, name: ${name} }`;
    const yaml = serverPackage(fastapi.server, { product, include, contentTypes, base: 'base: alpine:3.3' });
    const listing = placeWithPackages(yaml, {
      ...fastapi.files,
      'samples/application-json.json': fastapi.call,
      'model/weights.txt': '0.5 -2\n',
    });
    build(listing, 'BuildKit', { of: 'fastapi', python: '3.11' });
    const image = `${name}:0.1.0`;
    made.push(image);
    const served = await serveImage(image, '1000:1000');
    const ask = asking(served);
    const answered = { status: 200, answer: fastapi.answer };
    expect(await ask(fastapi.call, json)).toMatchObject(answered);
    expect(served.log()).toContain('[program] INFO:');
    expect(served.log()).toContain('"event":"program-started","port":8000');
    docker(['exec', served.id, 'python3', '-c', killProgram]);
    await expect.poll(() => ask(fastapi.call, json), { interval: 200 }).toMatchObject(answered);
    expect(served.log()).toContain('"event":"worker-died"');
    const { exitCode, log } = served.stop(20);
    expect(exitCode, log).toBe(0);
  });

  test('serves a static program of an image that has a start of its own', { timeout: 600_000 }, async () => {
    const name = uniqueName('own-server-static');
    const own = imageWithProgram();
    const listing = placeInC(
      { command: ['predictor', '{port}'] },
      {
        product: `product: { type: model-package, name: ${name} }`,
        base: `base: { os: ubuntu:18.04, image: ${own} }`,
        include: '',
      },
    );
    build(listing, 'BuildKit');
    const image = `${name}:0.1.0`;
    made.push(image);
    expect(factsOf(image).Config.Entrypoint ?? []).toEqual([]);
    const served = await serveImage(image, '1000:1000');
    const ask = asking(served);
    expect(await ask('1,2\n', 'text/csv', 'text/csv')).toEqual({ status: 200, answer: '-3.5\n' });
    expect(docker(['exec', served.id, 'sh', '-c', 'command -v predictor'])).toBe('/srv/own/predictor');
    const { exitCode, log } = served.stop(20);
    expect(exitCode, log).toBe(0);
    const added = factsOf(image).Size - factsOf(own).Size;
    // Node, and the files of the listing.
    expect(added).toBeLessThan(150 * 2 ** 20);
  });
});

/** Kills the processes that were told where the model lies: the program. */
const killProgram = `
import os, signal
for name in os.listdir("/proc"):
    if name.isdigit() and name != str(os.getpid()):
        try:
            variables = open(f"/proc/{name}/environ", "rb").read()
        except OSError:
            continue
        if b"SM_MODEL_DIR=" in variables:
            os.kill(int(name), signal.SIGKILL)
`;

/** An image of the seller: a system, their program in a folder of its own, and its start. */
function imageWithProgram(): string {
  const program = placeInC();
  const lines = [
    'FROM ubuntu:18.04',
    'COPY predictor /srv/own/predictor',
    'ENV PATH=/srv/own:$PATH',
    'ENTRYPOINT ["/srv/own/predictor"]',
  ];
  writeFileSync(join(program, 'Dockerfile'), `${lines.join('\n')}\n`);
  writeFileSync(join(program, '.dockerignore'), '*\n!predictor\n');
  const image = `${uniqueName('own-engine')}:1`;
  docker(['build', '--quiet', '--tag', image, program], { DOCKER_BUILDKIT: '1' });
  made.push(image);
  return image;
}
