import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readFailure, readTrained } from '../../src/shell/rehearse/job-folder.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('a link to nowhere in a model is no file of it', () => {
  const model = temporaryFolder();
  symlinkSync('/opt/ml/input/data/train', join(model, 'rows'));
  writeFileSync(join(model, 'weights'), 'abc');
  expect(readTrained(model).files).toMatchObject([{ path: 'weights', bytes: 3 }]);
});

test('a reason for a failure that is a folder says nothing', () => {
  const output = temporaryFolder();
  mkdirSync(join(output, 'failure'));
  expect(readFailure(output)).toBeUndefined();
});
