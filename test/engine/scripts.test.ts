import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { missingTool } from '../support/required-tool.ts';
import { type BuiltListing, placeListing, run, sagemakerFolder } from './built-listing.ts';
import { buildStandIns, engine, standInsMissing } from './engine.ts';
import { jobFor } from './training-job.ts';

const base = 'alpine:3.3';
const slow = { timeout: 300_000 };
const engines = [
  { name: engine(), missing: standInsMissing() },
  { name: 'podman', missing: standInsMissing() ?? missingTool('podman') },
];

for (const { name, missing } of engines)
  describe.skipIf(missing)(`the scripts of a listing, with ${name}${missing ? ` (${missing})` : ''}`, () => {
    let listing: BuiltListing;
    const environment: Record<string, string> = { ENGINE: name };
    beforeAll(() => {
      buildStandIns();
      listing = placeListing('algorithm-combined', base);
      if (name === 'podman') Object.assign(environment, preparePodman(listing.folder));
    }, slow.timeout);
    afterAll(() => {
      spawnSync(name, ['image', 'rm', '--force', listing.inferenceImage]);
      listing.remove();
    });

    test('build an image as SageMaker takes it', slow, () => {
      const printed = run(join(listing.folder, 'scripts/build.sh'), [], environment);
      expect(printed).toMatch(new RegExp(`${listing.inferenceImage}\n  size  \\d+ MB\n  id    `));
      const format = ['image', 'inspect', '--format', '{{.Os}}/{{.Architecture}}', listing.inferenceImage];
      expect(run(name, format).trim()).toBe('linux/amd64');
      // What an image will be pushed as; Docker's own engine of this age knows no other format.
      if (name === 'podman')
        expect(
          run(name, ['image', 'inspect', '--format', '{{.ManifestType}}', listing.inferenceImage]).trim(),
        ).toBe('application/vnd.docker.distribution.manifest.v2+json');
    });

    test('train on the folder local/, and serve what was trained until they are stopped', slow, async () => {
      const job = sagemakerFolder(jobFor('algorithm-combined'));
      cpSync(join(job, 'input'), join(listing.folder, 'local/input'), { recursive: true });
      const script = join(listing.folder, 'scripts/run.sh');
      run(script, ['train'], environment);
      expect(existsSync(join(listing.folder, 'local/model/model.json'))).toBe(true);

      const port = await freePort();
      const env = { ...process.env, ...environment, PORT: String(port) };
      const serve = spawn(script, { env, stdio: 'ignore' });
      const ping = async () => (await fetch(`http://127.0.0.1:${port}/ping`).catch(() => undefined))?.status;
      while ((await ping()) !== 200) {
        expect(serve.exitCode).toBe(null);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      serve.kill('SIGTERM');
      const [code] = await once(serve, 'exit');
      expect(code).toBe(0);
      expect(await ping()).toBe(undefined);
    });
  });

test.skipIf(engines[0]?.missing)('without an engine, scripts/build.sh says what is missing', slow, () => {
  const listing = placeListing('minimal', base);
  for (const ENGINE of ['no-such-engine', engine()]) {
    const env = { ...process.env, ENGINE, DOCKER_HOST: 'unix:///nowhere' };
    const { status, stderr } = spawnSync(join(listing.folder, 'scripts/build.sh'), { encoding: 'utf8', env });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^scripts\/build\.sh: .*(is not installed|does not answer)/);
    expect(stderr).toContain('ENGINE=podman');
  }
  listing.remove();
});

/** The images that Docker made, and limits that a container may have inside another one. */
function preparePodman(listing: string): Record<string, string> {
  const copy = `set -o pipefail; for image in node:24-bookworm-slim ${base}; do ${engine()} save "$image" | podman load --quiet; done`;
  run('bash', ['-c', copy]);
  const settings = join(listing, '..', 'sagemaker-mkt-test-containers.conf');
  writeFileSync(settings, '[containers]\ndefault_ulimits = ["nofile=1024:1024", "nproc=4096:4096"]\n');
  return { CONTAINERS_CONF: settings };
}
