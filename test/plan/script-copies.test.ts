import { expect, test } from 'vitest';
import { scriptCopy, scriptPaths } from '../../src/plan/script-copies.ts';

test('a script goes into the image with its whole folder', () => {
  expect(scriptCopy('code/train.py')).toEqual(['code/', '/opt/program/code/']);
  expect(scriptPaths('code/train.py')).toEqual(['code']);
  expect(scriptCopy('my code/deep/fit.sh')).toEqual(['my code/deep/', '/opt/program/my code/deep/']);
  expect(scriptPaths('my code/deep/fit.sh')).toEqual(['my code/deep']);
});

test('one at the top goes there with the Python files beside it, and with nothing else of the listing', () => {
  expect(scriptCopy('train.sh')).toEqual(['train.sh', '*.py', '/opt/program/']);
  expect(scriptPaths('train.sh')).toEqual(['train.sh', '*.py']);
});
