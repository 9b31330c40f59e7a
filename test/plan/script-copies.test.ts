import { expect, test } from 'vitest';
import { scriptCopy } from '../../src/plan/script-copies.ts';

test('a script goes into the image with its whole folder', () => {
  expect(scriptCopy('code/train.py')).toEqual({ sources: ['code/'], target: '/opt/program/code/' });
  expect(scriptCopy('my code/deep/fit.sh')).toEqual({
    sources: ['my code/deep/'],
    target: '/opt/program/my code/deep/',
  });
});

test('one at the top goes there with the Python files beside it, and with nothing else of the listing', () => {
  expect(scriptCopy('train.py')).toEqual({ sources: ['train.py', '*.py'], target: '/opt/program/' });
  expect(scriptCopy('train.sh')).toEqual({ sources: ['train.sh', '*.py'], target: '/opt/program/' });
});
