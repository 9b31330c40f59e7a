import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from '../../src/shell/rehearse/free-port.ts';
import { engine } from '../images/run-engine.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { runBin } from '../support/run-bin.ts';
import { isReady } from './containers.ts';
import { imagesMissing, tryDocker } from './engine.ts';

const missing = imagesMissing();

/** A project with a server and a Dockerfile of its own. */
const project = {
  'app/server.cjs': `const server = require('node:http').createServer((_, response) => response.end('{"mine": true}'));
server.listen(8080);
process.on('SIGTERM', () => process.exit(0));
`,
  'app/serve': '#!/bin/sh\nexec node /srv/app/server.cjs\n',
  Dockerfile: `FROM node:24-bookworm-slim
COPY app/ /srv/app/
RUN cp /srv/app/serve /usr/local/bin/serve && chmod 755 /usr/local/bin/serve
CMD ["serve"]
`,
  '.dockerignore': '.git\n',
  'package.json': '{ "name": "mine", "scripts": { "start": "node app/server.cjs" } }\n',
  'marketplace.yaml': `${modelPackage({
    product: 'product: { type: model-package, name: own-dockerfile }',
  })}regenerate: { keep: [Dockerfile] }\n`,
};

test.skipIf(missing)(
  `a Dockerfile of the seller’s stays: the scripts build and run its image, and an upload would take it${missing ? ` (${missing})` : ''}`,
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sagemaker mkt öwn-'));
    onTestFinished(() => {
      tryDocker(['image', 'rm', '--force', 'own-dockerfile:0.1.0']);
      rmSync(folder, { recursive: true, force: true });
    });
    mkdirSync(join(folder, 'app'));
    for (const [path, text] of Object.entries(project)) writeFileSync(join(folder, path), text);
    expect(runBin(['generate'], folder).code).toBe(3);
    expect(runBin(['generate', '--adopt'], folder).code).toBe(0);
    const env = { ...process.env, ENGINE: engine(), PORT: String(await freePort()) };
    const built = spawnSync('bash', ['scripts/build.sh'], { cwd: folder, env, encoding: 'utf8' });
    expect(built.status, built.stderr).toBe(0);
    const server = spawn('bash', ['scripts/run.sh'], { cwd: folder, env, stdio: 'ignore' });
    const address = `http://127.0.0.1:${env.PORT}`;
    await expect.poll(() => isReady(address)).toBe(true);
    expect(await (await fetch(`${address}/invocations`, { method: 'POST', body: '1' })).text()).toBe(
      '{"mine": true}',
    );
    server.kill('SIGTERM');
    expect(await once(server, 'exit')).toEqual([0, null]);
    expect(runBin(['upload', '--dry-run'], folder)).toMatchObject({
      code: 0,
      out: expect.stringContaining('would push own-dockerfile:0.1.0'),
    });
  },
  300_000,
);
