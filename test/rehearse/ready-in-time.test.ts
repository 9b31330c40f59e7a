import { expect, test } from 'vitest';
import { readyInTime } from '../../src/rehearse/checks/ready-in-time.ts';

function look(...log: string[]) {
  if (readyInTime.phase !== 'start') throw new Error('it is looked at when the server has started');
  const opening = { log, pings: [], ending: { code: 1, milliseconds: 75 } };
  return readyInTime.look({ opening } as unknown as Parameters<typeof readyInTime.look>[0]);
}

const frames = Array.from(
  { length: 12 },
  (_, n) => `    at step${n} (node:internal/modules/esm/loader:${n}:5)`,
);

test('a package of npm that is not installed is named, before the frames of Node', () => {
  const told =
    "Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'ws' imported from /program/runtime/serve.ts";
  expect(look(told, ...frames, "  code: 'ERR_MODULE_NOT_FOUND'", '}')).toMatchObject({
    words: 'serve ended with 1 after 75 ms',
    fix: 'run  npm install ws',
    evidence: [told, "  code: 'ERR_MODULE_NOT_FOUND'", '}'],
  });
});

test('any other server that ends shows its last lines, with those of its own code', () => {
  const own = '    at load (/program/src/inference.ts:3:9)';
  expect(look('Error: no such model', own, ...frames)).toMatchObject({
    fix: expect.stringContaining('a model that is not there'),
    evidence: ['Error: no such model', own],
  });
});
