import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readTrained } from '../../src/shell/rehearse/job-folder.ts';

function jobFolder(): string {
  const base = mkdtempSync(join(tmpdir(), 'job-'));
  onTestFinished(() => rmSync(base, { recursive: true, force: true }));
  for (const name of ['model', 'output']) mkdirSync(join(base, name));
  return base;
}

test('a link to nowhere in a model is no file of it', () => {
  const base = jobFolder();
  symlinkSync('/opt/ml/input/data/train', join(base, 'model/rows'));
  writeFileSync(join(base, 'model/weights'), 'abc');
  expect(readTrained(base).files).toMatchObject([{ path: 'weights', bytes: 3 }]);
});

test('a reason for a failure that is a folder says nothing', () => {
  const base = jobFolder();
  mkdirSync(join(base, 'output/failure'));
  expect(readTrained(base).failure).toBeUndefined();
});
