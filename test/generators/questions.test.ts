import { expect, test } from 'vitest';
import { questions } from '../../generators/app/questions.ts';
import type { Answers } from '../../src/model/answers.ts';
import { answersFrom } from '../../src/shell/answer-options.ts';
import { faultOfAnswers } from '../../src/shell/start-listing.ts';
import { preparedForTests } from '../support/prepared.ts';

interface Asked {
  readonly name: string;
  readonly default: unknown;
  readonly choices?: readonly { readonly value: string; readonly name: string }[];
  readonly pageSize?: number;
  readonly validate?: (value: string, answers?: Partial<Answers>) => true | string;
}

const prepared = preparedForTests();
const preset = answersFrom(new Map(), '/listings/churn-scorer');
const asked = questions(prepared, preset, (answers) =>
  faultOfAnswers(prepared, answers),
) as unknown as readonly Asked[];
const named = (name: string) => asked.find((question) => question.name === name);

test('the title is asked first, and makes the default of the name', () => {
  expect(asked.slice(0, 2).map(({ name }) => name)).toEqual(['title', 'name']);
  expect(asked.length).toBeLessThanOrEqual(8);
  expect(named('title')?.default).toBe('Churn scorer');
  const defaultName = named('name')?.default as (answers: Partial<Answers>) => string;
  expect(defaultName({ title: 'Churn scorer' })).toBe('churn-scorer');
  expect(defaultName({ title: 'Fraud: an Élite detector' })).toBe('fraud-an-elite-detector');
});

test('a bad answer is refused when it is given, in the words of validation', () => {
  const title = named('title')?.validate;
  expect(title?.('Fraud: "a" #1')).toBe(true);
  expect(title?.('x'.repeat(73))).toBe(
    '`product.title` has 73 characters, and 72 is the most; bring it down to 72 characters or fewer',
  );
  expect(title?.('')).toContain('`product.title`');
  expect(title?.('a\u0007b')).toContain('`product.title` has');
  const name = named('name')?.validate;
  expect(name?.('fraud-detector', { title: 'Fraud' })).toBe(true);
  expect(name?.('Fraud Detector', { title: 'Fraud' })).toContain('use "fraud-detector"');
  expect(name?.('fraud_detector')).toContain('cannot be part of the name of a SageMaker resource');
  expect(name?.(`a${'b'.repeat(60)}`)).toContain('shorten the name');
});

test('every framework is shown at once, with what a model of it is', () => {
  const { choices = [], pageSize = 7 } = named('framework') ?? {};
  expect(choices.map(({ value }) => value)).toEqual(prepared.catalogue.frameworks.map(({ name }) => name));
  expect(pageSize).toBeGreaterThanOrEqual(choices.length);
  for (const { name } of choices) expect(name).toMatch(/^\S.*? {2,}\S.{9,}$/);
});

test('the question for the base offers those that are scanned and supported for years, the listed one first', () => {
  expect(named('base')?.choices?.map(({ name }) => name)).toEqual([
    'Amazon Linux 2023',
    'Ubuntu 26.04 (not on AWS Marketplace’s list)',
    'Debian 13 (not on AWS Marketplace’s list)',
    'Ubuntu 24.04 (not on AWS Marketplace’s list)',
  ]);
});

test('the base of the options is offered as it is written, and checked later', () => {
  const own = { ...preset, base: 'ubuntu:18.04' };
  const others = questions(prepared, own, () => undefined) as unknown as readonly Asked[];
  const choices = others.find(({ name }) => name === 'base')?.choices ?? [];
  expect(choices.slice(0, 2).map(({ name }) => name)).toEqual(['ubuntu:18.04', 'Amazon Linux 2023']);
});
