import { expect, test } from 'vitest';
import { settingsFrom } from '../../src/shell/rehearse/settings.ts';

const two = { manifests: ['a/marketplace.yaml', 'b/marketplace.yaml'], cwd: '/' };

function jobsOf(
  processors: number,
  flags: readonly string[],
  texts: Readonly<Record<string, string>> = {},
): number | undefined {
  const chosen = { flags: new Set(flags), texts: new Map(Object.entries(texts)) };
  const settings = settingsFrom(chosen, two, processors);
  return settings.ok ? settings.value.jobs : undefined;
}

test('one listing runs for every two processors', () => {
  expect(jobsOf(8, [])).toBe(4);
  expect(jobsOf(1, [])).toBe(1);
});

test('with a load, listings run one at a time', () => {
  expect(jobsOf(8, ['load'])).toBe(1);
});

test('an explicit number of jobs is used', () => {
  expect(jobsOf(8, ['load'], { jobs: '3' })).toBe(3);
});
