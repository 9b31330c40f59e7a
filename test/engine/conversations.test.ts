import { expect, test } from 'vitest';
import { openWebSocket } from '../runtime/converse-in-test.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { placeWithPackages } from '../support/use-listing.ts';
import { build, factsOf, uniqueName } from './built-listing.ts';
import { serveImage } from './containers.ts';
import { docker, imagesMissing, tryDocker } from './engine.ts';

const missing = imagesMissing();
const label = 'com.amazonaws.sagemaker.capabilities.bidirectional-streaming';

test.skipIf(missing)(
  `an image whose handler is Python talks by WebSocket where nothing can be written${missing ? ` (${missing})` : ''}`,
  { timeout: 600_000 },
  async () => {
    const name = uniqueName('conversations');
    const listing = placeWithPackages(
      modelPackage({
        product: `product: { type: model-package, name: ${name} }`,
        framework: 'framework: python',
        base: 'base: alpine:3.3',
        contentTypes: 'contentTypes: { input: [text/plain], output: [application/json] }',
        inference: 'inference: { bidirectional: true }',
      }),
    );
    const image = `${name}:0.1.0`;
    build(listing, 'BuildKit', { of: 'listing', python: '3.11' });
    try {
      expect(factsOf(image).Config.Labels).toMatchObject({ [label]: 'true' });
      expect(docker(['run', '--rm', image, 'ls', '/opt/program/node_modules'])).toBe('ws');
      const served = await serveImage(image, '1000:1000');
      const address = `${served.url.replace('http', 'ws')}/invocations-bidirectional-stream`;
      const { socket, arrived, ended } = await openWebSocket(`${address}?most=2`);
      socket.send('hello');
      await expect.poll(() => arrived).toEqual(['hello.']);
      socket.send('goodbye');
      expect(await ended).toEqual({ code: 4000, reason: '2 messages were answered' });
      const open = await openWebSocket(address);
      const { exitCode, log } = served.stop(20);
      expect(exitCode, log).toBe(0);
      expect(await open.ended).toMatchObject({ code: 1001 });
    } finally {
      tryDocker(['image', 'rm', '--force', image]);
    }
  },
);
