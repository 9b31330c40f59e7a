import { expect, test } from 'vitest';
import { ok } from '../../src/model/result.ts';
import { bodyWords, failed, passed, wholeAnswerWords } from '../../src/rehearse/verdicts.ts';

const trace = 'Traceback (most recent call last):\n  File "model.py", line 3\r\nKeyError: 4\n';
const body = new TextEncoder().encode(trace);

test('evidence of several lines stays several lines, with their indentation', () => {
  const lines = ['500: Traceback (most recent call last):', '  File "model.py", line 3', 'KeyError: 4'];
  expect(failed('wrong', 'mend it', [`500: ${trace}`])).toMatchObject({ evidence: lines });
  expect(passed('right', [`500: ${trace}`])).toMatchObject({ evidence: lines });
});

test('a body keeps its lines as evidence, and is one line in a sentence', () => {
  const answer = { ...ok({ status: 500, headers: {}, body, connectMs: 0 }), milliseconds: 3 };
  expect(wholeAnswerWords(answer)).toBe(`500 in 3 ms: ${trace.trim()}`);
  expect(bodyWords(body)).toBe('Traceback (most recent call last): File "model.py", line 3 KeyError: 4');
});
