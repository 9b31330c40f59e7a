import { readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inCiAlone, isEveryCase } from '../support/every-case.ts';
import { serverPackage } from '../support/expect-problems.ts';
import { makePython } from '../support/make-python.ts';
import { type OwnServer, ownServers } from '../support/own-servers.ts';
import { runBin } from '../support/run-bin.ts';
import { startListing } from '../support/running-server.ts';
import { asking, placeWithPackages } from '../support/use-listing.ts';
import { whenOver } from '../support/when-over.ts';

const json = 'application/json';
const contentTypes = `contentTypes: { input: [${json}], output: [${json}] }`;

describe.skipIf(!isEveryCase)(`servers that sellers have${inCiAlone}`, () => {
  describe.each(ownServers.map((one) => [one.name, one] as const))('%s', (_, one) => {
    test('is ready by the rehearsal', () => {
      const { code, out, err } = runBin(['rehearse', '--no-engine'], placed(one), withPackages(one));
      expect(out + err).toContain('ready as far as seen');
      expect(code, out + err).toBe(0);
    });

    test('answers, is killed, hangs, and answers again', async () => {
      const listing = placed(one);
      const environment = { ...withPackages(one), SAGEMAKER_MODEL_SERVER_TIMEOUT: '3' };
      const server = await startListing(listing, environment);
      whenOver(server.stop);
      const ask = asking(server);
      const answered = { status: 200, answer: one.answer };
      expect(await ask(one.call, json)).toMatchObject(answered);
      expect(processesOf(listing).length).toBeGreaterThan(0);
      for (const signal of ['SIGKILL', 'SIGSTOP'] as const) {
        for (const id of processesOf(listing)) process.kill(id, signal);
        const { status } = await ask(one.call, json);
        expect(status, signal).toBe(signal === 'SIGSTOP' ? 504 : 503);
        await expect.poll(() => ask(one.call, json), { interval: 500 }).toMatchObject(answered);
      }
      expect(server.log()).toContain('"event":"worker-stuck"');
      expect(await server.stop(), server.log()).toBe(0);
      expect(processesOf(listing)).toEqual([]);
    });
  });
});

function placed({ server, include, files, call }: OwnServer): string {
  const yaml = serverPackage(server, { contentTypes, include: `include: ${JSON.stringify(include)}` });
  const samples = { 'samples/application-json.json': call, 'model/weights.txt': '0.5 -2\n' };
  return placeWithPackages(yaml, { ...files, ...samples });
}

function withPackages({ python }: OwnServer): Record<string, string> {
  const PATH = [dirname(process.execPath), makePython(python), process.env['PATH']].join(':');
  return { PATH, BENTOML_HOME: '/tmp/bentoml' };
}

/** Those that were told where the model of this listing lies: the program and its own workers. */
function processesOf(listing: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((id) => environmentOf(id).includes(`\0SM_MODEL_DIR=${listing}/model\0`));
}

function environmentOf(id: number): string {
  try {
    return `\0${readFileSync(`/proc/${id}/environ`, 'utf8')}\0`;
  } catch {
    return '';
  }
}
