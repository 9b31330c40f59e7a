import { describe, expect, test } from 'vitest';
import { modelPackage } from '../support/expect-problems.ts';
import { fronts } from '../support/publish-step.ts';
import type { WayToFail } from './ecr-proxy.ts';
import { type Ecr, ecrRegistryMissing, startEcr } from './ecr-registry.ts';
import { engineMissing } from './engine.ts';
import { listingWith, publish } from './publishing.ts';
import { region, toldError } from './upload-runs.ts';

const missing = ecrRegistryMissing() ?? engineMissing();
const slow = { timeout: 600_000 };
const image = 'churn-scorer:0.1.0';
const whole = { blobs: 2, manifests: 1 };

const manifests: WayToFail = { method: 'PUT', path: '/manifests/', how: 'error' };
const beginnings: WayToFail = { method: 'POST', path: '/blobs/uploads/', how: 'silence' };

describe.skipIf(missing)(`a registry that fails during a push${missing ? ` (${missing})` : ''}`, () => {
  test.each(fronts)('%s tries a push three times, with longer pauses each time', slow, async (front) => {
    const { ecr, folder } = await start();
    await ecr.fail(manifests, 2);
    const { code, err } = publish(ecr, folder, front, { environment: { PAUSE_SECONDS: '1' } });
    expect(code, err).toBe(0);
    expect(err.match(/^.* failed, and the next one starts.*$/gm)).toEqual([
      `${image}: push 1 of 3 failed, and the next one starts in 1 s`,
      `${image}: push 2 of 3 failed, and the next one starts in 2 s`,
    ]);
    expect(await ecr.pushes()).toEqual(whole);
  });

  test.each(fronts)(
    '%s gives up with one message, and later sends only what is missing',
    slow,
    async (front) => {
      const { ecr, folder } = await start();
      await ecr.fail(manifests, 3);
      const { code, out, err } = publish(ecr, folder, front);
      expect({ code, out }, err).toEqual({ code: 4, out: '' });
      expect(await ecr.pushes(), err).toEqual({ ...whole, manifests: 0 });
      expect(err).toContain('said: received unexpected HTTP status: 500 Internal Server Error');
      expect(toldError(err)).toBe(
        `error: cannot push ${image}: the registry cannot be reached or closes the connection, also after several tries\n` +
          '  fix: look at the network and the proxy, and run this again: it goes on where it stopped\n',
      );
      expect(publish(ecr, folder, front).code).toBe(0);
      expect(await ecr.pushes()).toEqual(whole);
    },
  );

  test.each(fronts)('%s survives a cut connection in the middle of a layer', slow, async (front) => {
    const { ecr, folder } = await start();
    await ecr.fail({ method: 'PATCH', path: '/blobs/uploads/', how: 'cut' });
    const { code, err } = publish(ecr, folder, front);
    expect(code, err).toBe(0);
    expect(await ecr.pushes()).toEqual(whole);
    expect(err, 'Docker tries again by itself').not.toContain(' failed, and the next one starts');
  });

  test.each(fronts)('%s starts the scan despite temporary AWS errors', slow, async (front) => {
    const { ecr, folder } = await start();
    await ecr.aws.fail('StartImageScan', { code: 'InternalFailure', status: 500 }, 2);
    const { code, err } = publish(ecr, folder, front);
    expect(code, err).toBe(0);
    expect(err).not.toContain('error');
    const scans = (await ecr.aws.calls()).filter(({ operation }) => operation === 'StartImageScan');
    expect(scans).toHaveLength(3);
  });

  test.each(fronts)('%s has a timeout for a registry that does not answer', slow, async (front) => {
    const { ecr, folder } = await start();
    await ecr.fail(beginnings, 99);
    // Long enough for an engine on a busy machine to answer.
    const environment = { ENGINE_SECONDS: '10' };
    const { code, out, err } = publish(ecr, folder, front, { environment });
    expect({ code, out }, err).toEqual({ code: 4, out: '' });
    expect(err.match(/ failed, and the next one starts/g)).toHaveLength(2);
    expect(toldError(err)).toBe(
      `error: cannot push ${image}: the registry does not answer or is very slow, also after several tries\n` +
        '  fix: look at the network and the proxy, restart the engine, and run this again; ENGINE_SECONDS=<seconds> waits longer for a slow one\n',
    );
    expect(err).toMatch(/said: .* push did not end within 10 seconds/);
    await ecr.heal();
    expect(publish(ecr, folder, front).code).toBe(0);
    expect(await ecr.pushes()).toEqual(whole);
  });
});

async function start(): Promise<{ readonly ecr: Ecr; readonly folder: string }> {
  const ecr = await startEcr({ region });
  return { ecr, folder: listingWith(modelPackage(), [image]) };
}
