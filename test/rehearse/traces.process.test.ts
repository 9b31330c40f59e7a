import { expect, test } from 'vitest';
import type { Seen } from '../../src/model/rehearsal.ts';
import type { AfterScene, Check } from '../../src/rehearse/check.ts';
import { enoughMemory } from '../../src/rehearse/checks/enough-memory.ts';
import { modelReadOnly } from '../../src/rehearse/checks/model-read-only.ts';
import { noOutgoing } from '../../src/rehearse/checks/no-outgoing.ts';
import { writesOutside } from '../../src/rehearse/checks/writes-outside.ts';
import { timeLimits } from '../../src/rehearse/limits.ts';
import type { Attempt, Traces } from '../../src/rehearse/traces.ts';
import { openCleanup } from '../../src/shell/rehearse/cleanup.ts';
import { instanceLimits } from '../../src/shell/rehearse/instance-limits.ts';
import { loadMaterials } from '../../src/shell/rehearse/load-materials.ts';
import { processStage } from '../../src/shell/rehearse/process-stage.ts';
import { resolveText } from '../support/build-listing.ts';
import { modelPackage } from '../support/expect-problems.ts';

const none: Traces = {
  watched: ['node'],
  attempts: [],
  isNetworkWatched: true,
  lostPackets: 0,
  paths: [],
  modelChanges: [],
  memoryLimits: [],
  tooLittleMemory: [],
};

async function look(check: Check, traces: Partial<Traces>): Promise<Seen> {
  if (check.phase !== 'after') throw new Error(`${check.id} looks at no traces`);
  const stage = processStage({ folder: '/', scratch: '/', model: undefined, cleanup: openCleanup() });
  const materials = loadMaterials(resolveText(modelPackage()), '/');
  const scene: AfterScene = { ...materials, stage, limits: timeLimits, traces: { ...none, ...traces } };
  return check.look(scene);
}

function attempt(more: Partial<Attempt>): Attempt {
  const program = '/opt/program/runtime/serving/worker.ts';
  return {
    role: 'serve',
    kind: 'connect',
    by: 'node',
    pid: 7,
    program,
    target: 'a.invalid:443',
    where: undefined,
    ...more,
  };
}

test('a lookup and a connection to one host are one attempt, told where its line is known', async () => {
  const seen = await look(noOutgoing, {
    attempts: [
      attempt({ kind: 'lookup', target: 'a.invalid' }),
      attempt({ where: '/opt/program/src/inference.ts:12' }),
      attempt({ by: 'kernel', target: 'a.invalid:443' }),
    ],
  });
  expect(seen).toMatchObject({
    verdict: 'failed',
    words: 'a.invalid:443',
    evidence: [
      'serve: /opt/program/runtime/serving/worker.ts (process 7) connects to a.invalid:443, in /opt/program/src/inference.ts:12',
    ],
  });
});

test('a name that the name server was asked for is told once, and by the watcher where it saw it too', async () => {
  const asked = attempt({ kind: 'lookup', by: 'resolver', program: 'a program' });
  const seen = await look(noOutgoing, {
    attempts: [
      attempt({ kind: 'lookup', target: 'A.invalid.', where: '/opt/program/src/inference.ts:12' }),
      { ...asked, target: 'a.invalid' },
      { ...asked, target: 'b.invalid', program: 'getent ahosts b.invalid' },
      { ...asked, target: 'b.invalid', program: 'getent ahosts b.invalid' },
    ],
  });
  expect(seen).toMatchObject({
    words: 'A.invalid., b.invalid',
    evidence: [
      'serve: /opt/program/runtime/serving/worker.ts (process 7) looks up A.invalid., in /opt/program/src/inference.ts:12',
      'serve: getent ahosts b.invalid (process 7) looks up b.invalid',
    ],
  });
});

test('hosts of the same job may be asked, and packets without a program are told', async () => {
  expect(await look(noOutgoing, { attempts: [attempt({ target: 'algo-2:7777' })] })).toEqual({
    verdict: 'passed',
    words: 'none; watched were programs of node, and the network of the containers',
  });
  expect(await look(noOutgoing, { lostPackets: 3 })).toMatchObject({
    verdict: 'failed',
    words: '3 packets to other machines, of a program that no watcher sees',
  });
});

test('where the network is not watched, native code is said to be unseen', async () => {
  expect(await look(noOutgoing, { isNetworkWatched: false })).toEqual({
    verdict: 'passed',
    words: 'none; watched were programs of node; native code is not seen here',
  });
});

test('a program that only asks for its own address, by a socket that sends nothing, does not contact another machine', async () => {
  const attempts = [attempt({ kind: 'aim', by: 'python', target: '10.253.155.219:58162' })];
  expect(await look(noOutgoing, { attempts, lostPackets: 1 })).toMatchObject({ verdict: 'passed' });
  expect(await look(noOutgoing, { attempts, lostPackets: 2 })).toMatchObject({ verdict: 'failed' });
});

test('without a watcher, no check passes', async () => {
  const blind = { watched: [], isNetworkWatched: false, paths: undefined };
  expect(await look(noOutgoing, blind)).toMatchObject({ verdict: 'not-seen' });
  expect(await look(writesOutside, blind)).toMatchObject({ verdict: 'not-seen' });
  expect(await look(enoughMemory, blind)).toMatchObject({ verdict: 'not-seen' });
});

test('compiled files that Python writes next to its sources do not count', async () => {
  const target = '/opt/ml/model/code/__pycache__/inference.cpython-311.pyc';
  expect(await look(modelReadOnly, { attempts: [attempt({ kind: 'write', by: 'python', target })] })).toEqual(
    {
      verdict: 'passed',
      words: 'nothing was written',
    },
  );
  const paths = [{ role: 'serve', change: 'made', path: '/opt/program/__pycache__/a.pyc' }] as const;
  expect(await look(writesOutside, { paths })).toMatchObject({ verdict: 'passed' });
});

test('five of the paths that lie outside are named, and the others counted', async () => {
  const paths = [1, 2, 3, 4, 5, 6, 7].map((number) => ({
    role: 'train' as const,
    change: 'made' as const,
    path: `/root/.cache/${number}`,
  }));
  const seen = await look(writesOutside, {
    paths: [...paths, { ...paths[0], path: '/opt/ml/output/a' }] as typeof paths,
  });
  expect(seen.words).toBe(
    '/root/.cache/1, /root/.cache/2, /root/.cache/3, /root/.cache/4, /root/.cache/5 and 2 more',
  );
});

const machine = { memoryMiB: 24_000, processors: 2, limitsMemory: true, limitsProcessors: true };

function limitsFor(types: string, more: Partial<typeof machine> = {}) {
  const listing = resolveText(
    modelPackage({ inference: `inference: { instances: { realtime: [${types}], transform: [${types}] } }` }),
  );
  return instanceLimits(listing, 'serve', { ...machine, ...more });
}

test('a container gets what the smallest of its instance types has, as far as this machine has it', () => {
  expect(limitsFor('ml.m5.4xlarge, ml.m5.large')).toEqual({
    words: ['--memory', '8192m', '--memory-swap', '8192m', '--cpus', '2'],
    memory: 'the 8 GiB of ml.m5.large',
    told: 'with the 8 GiB and 2 processors of ml.m5.large',
  });
  expect(limitsFor('ml.m5.xlarge')).toMatchObject({
    words: ['--memory', '16384m', '--memory-swap', '16384m'],
    told: 'with the 16 GiB of ml.m5.xlarge, without the 4 processors of ml.m5.xlarge, since this machine has less',
  });
  expect(limitsFor('ml.m5.24xlarge')).toMatchObject({ words: [], memory: undefined });
});

test('limits that nobody can set, or nobody knows, are told as such', () => {
  expect(limitsFor('ml.m5.large', { limitsMemory: false, limitsProcessors: false }).told).toBe(
    'without the 8 GiB and 2 processors of ml.m5.large, since the engine cannot limit them',
  );
  expect(limitsFor('ml.p3.2xlarge').told).toBe('without limits: the size is not known for ml.p3.2xlarge');
});
