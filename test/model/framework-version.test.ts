import { expect, test } from 'vitest';
import { triedVersion, untriedVersion } from '../../src/model/framework-version.ts';
import { preparedForTests } from '../support/prepared.ts';

function framework(name: string) {
  const found = preparedForTests().catalogue.frameworks.find((entry) => entry.name === name);
  if (!found) throw new Error(`the catalogue has no ${name}`);
  return found;
}

const asked = (name: string, version: string) =>
  untriedVersion(framework(name), version).packages.map((one) => `${one.name} ${one.version}`.trim());

test('a version of the catalogue has its short name or the full one of its package', () => {
  expect(triedVersion(framework('scikit-learn'), '1.7')).toBe(
    triedVersion(framework('scikit-learn'), '1.7.2'),
  );
  expect(triedVersion(framework('pytorch'), '2.13.0')?.version).toBe('2.13');
  expect(triedVersion(framework('scikit-learn'), '1.7.1')).toBeUndefined();
});

test('of another version only the framework itself is pinned', () => {
  expect(asked('scikit-learn', '1.5.2')).toEqual([
    'scikit-learn 1.5.2',
    'numpy',
    'scipy',
    'joblib',
    'threadpoolctl',
    'pandas',
    'python-dateutil',
    'pytz',
    'six',
    'tzdata',
  ]);
  expect(asked('scikit-learn', '1.5')[0]).toBe('scikit-learn 1.5.*');
});

test('a build for processors alone stays one', () => {
  expect(asked('pytorch', '2.4.1')[0]).toBe('torch 2.4.1+cpu');
  expect(asked('pytorch', '2.4.1+cu121')[0]).toBe('torch 2.4.1+cu121');
});

test('a package has the name that it had', () => {
  expect(asked('xgboost', '1.7.6')[0]).toBe('xgboost 1.7.6');
  expect(asked('xgboost', '2.1.4')[0]).toBe('xgboost-cpu 2.1.4');
});

test('what our server is written for stays as it was tried', () => {
  expect(asked('flask', '2.2.5')).toEqual(expect.arrayContaining(['flask 2.2.5', 'gunicorn 26.2.0']));
});

test('parts of one package keep one version, and packages of npm are all pinned', () => {
  const parts = asked('tensorflow-js', '4.20.0');
  expect(new Set(parts.map((part) => part.split(' ')[1]))).toEqual(new Set(['4.20.0']));
});
