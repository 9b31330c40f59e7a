import { expect, test } from 'vitest';
import { questions } from '../../generators/app/questions.ts';
import { defaultAnswers } from '../../src/model/answers.ts';
import { preparedForTests } from '../support/prepared.ts';

test('the question for the base offers those that are scanned and supported for years, the listed one first', () => {
  expect(basesAsked('amazonlinux:2023')).toEqual([
    'Amazon Linux 2023',
    'Ubuntu 26.04 (not on AWS Marketplace’s list)',
    'Debian 13 (not on AWS Marketplace’s list)',
    'Ubuntu 24.04 (not on AWS Marketplace’s list)',
  ]);
});

test('the base of the options is offered as it is written, and checked later', () => {
  expect(basesAsked('ubuntu:18.04').slice(0, 2)).toEqual(['ubuntu:18.04', 'Amazon Linux 2023']);
});

function basesAsked(base: string): string[] {
  const asked = [questions(preparedForTests(), { ...defaultAnswers, name: 'churn', base })].flat();
  const question = asked.find(({ name }) => name === 'base') as unknown as {
    readonly choices: readonly { readonly name: string }[];
  };
  return question.choices.map(({ name }) => name);
}
