import { expect, test } from 'vitest';
import { modelPackage } from '../support/expect-problems.ts';
import { missingTool } from '../support/required-tool.ts';
import { type RunningServer, startListing } from '../support/running-server.ts';
import { stubDriver } from '../support/stub-driver.ts';
import { asking, placeWithPackages } from '../support/use-listing.ts';

const missing = missingTool('cc');
const gpu = (more = '', language = '') =>
  modelPackage({
    framework: 'framework: { name: python, accelerator: cuda }',
    ...((more || language) && { inference: `inference: { ${[more, language].filter(Boolean).join(', ')} }` }),
  });

async function pingOf({ url }: RunningServer): Promise<string> {
  return (await fetch(`${url}/ping`)).text();
}

/** The line of an event in a log. */
function eventIn(log: string, event: string): Record<string, unknown> | undefined {
  const lines = log.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []));
  return lines.find((line) => line.event === event);
}

test('without a GPU, an image with CUDA says in its pings and in its log why it never gets ready', async () => {
  const server = await startListing(placeWithPackages(gpu()), {}, 503);
  expect(await pingOf(server)).toMatch(
    /no GPU can be used: the driver's library libcuda\.so\.1 cannot be loaded: libcuda/,
  );
  expect(await server.stop()).toBe(0);
  expect(eventIn(server.log(), 'no-gpu')).toMatchObject({
    level: 'error',
    fix: 'run it on a machine with a GPU; to try it without one, set REQUIRE_GPU=false',
  });
  expect(server.log()).not.toContain('"event":"worker-died"');
});

test.each([
  ['the manifest', 'requireGpu: false', {}],
  ['the variable', '', { REQUIRE_GPU: 'false' }],
])('it answers on processors if %s allows it', async (_, more, environment) => {
  const server = await startListing(placeWithPackages(gpu(more)), environment);
  expect((await asking(server)('1,x\n', 'text/csv')).status).toBe(200);
  expect(await server.stop()).toBe(0);
  expect(eventIn(server.log(), 'no-gpu')).toMatchObject({ level: 'info' });
});

test.skipIf(missing).each(['', 'language: typescript'])(
  `with a driver and a GPU it gets ready, and the log has the GPU${missing ? ` (${missing})` : ''} %s`,
  async (language) => {
    const environment = { LD_LIBRARY_PATH: stubDriver(), STUB_GPUS: '2' };
    const server = await startListing(placeWithPackages(gpu('', language)), environment);
    expect(await server.stop()).toBe(0);
    const one = { name: 'Stub GPU', memoryMiB: 24576 };
    expect(eventIn(server.log(), 'gpu-seen')).toMatchObject({ cuda: '12.2', gpus: [one, one] });
  },
);

test.skipIf(missing).each([
  [
    'that is too old',
    { STUB_CUDA: '11040' },
    'the driver of this machine runs CUDA 11.4 at most, and the image is built for CUDA 12: choose a newer InferenceAmiVersion or TransformAmiVersion',
  ],
  [
    'that finds none',
    { STUB_CODE: '100' },
    'the driver finds no GPU: cuInit answers 100, CUDA_ERROR_NO_DEVICE',
  ],
  ['that counts none', { STUB_GPUS: '0' }, 'the driver finds no GPU'],
])(`a driver %s is the reason${missing ? ` (${missing})` : ''}`, async (_, environment, why) => {
  const withDriver = { LD_LIBRARY_PATH: stubDriver(), ...environment };
  const server = await startListing(placeWithPackages(gpu()), withDriver, 503);
  expect(await pingOf(server)).toBe(JSON.stringify({ error: `no GPU can be used: ${why}` }));
  await server.stop();
});
