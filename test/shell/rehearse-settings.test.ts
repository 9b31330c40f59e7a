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

test('listings share the processors two by two', () => {
  expect(jobsOf(8, [])).toBe(4);
  expect(jobsOf(1, [])).toBe(1);
});

test('a load is made on one listing at a time', () => {
  expect(jobsOf(8, ['load'])).toBe(1);
});

test('whoever says how many at once gets as many', () => {
  expect(jobsOf(8, ['load'], { jobs: '3' })).toBe(3);
});
