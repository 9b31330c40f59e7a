import { expect, test } from 'vitest';
import type { Seen } from '../../src/model/rehearsal.ts';
import type { StartScene } from '../../src/rehearse/check.ts';
import { modelVersion } from '../../src/rehearse/checks/model-version.ts';
import type { SavedWith } from '../../src/rehearse/materials.ts';
import { resolveText } from '../support/build-listing.ts';
import { modelPackage } from '../support/expect-problems.ts';

interface Tried {
  readonly framework?: string;
  readonly kind?: 'container' | 'process';
  readonly files?: readonly SavedWith[];
  readonly pinned?: Readonly<Record<string, string>>;
  readonly log?: readonly string[];
}

async function look(tried: Tried): Promise<Seen> {
  const { framework = 'scikit-learn', kind = 'process', files = [], pinned = {}, log = [] } = tried;
  if (modelVersion.phase !== 'start') throw new Error('it is looked at when the server has started');
  return modelVersion.look({
    listing: resolveText(modelPackage({ framework: `framework: ${framework}` })),
    stage: { kind },
    savedWith: async () => files,
    pinned: new Map(Object.entries(pinned)),
    opening: { log, readyMs: 5 },
  } as unknown as StartScene);
}

const file = (version: string, library: SavedWith['library'] = 'scikit-learn') => [
  { path: 'model.joblib', library, version },
];
const warning =
  '/opt/python/sklearn/base.py:376: InconsistentVersionWarning: Trying to unpickle estimator LogisticRegression from version 1.5.2 when using version 1.7.2. This might lead to breaking code or invalid results.';

test('another version of scikit-learn fails, with both ways out', async () => {
  expect(await look({ files: file('1.5.2'), pinned: { 'scikit-learn': '1.9.1' } })).toEqual({
    verdict: 'failed',
    words: 'model.joblib was saved with scikit-learn 1.5.2, and the image has 1.9.1',
    fix: 'write  version: "1.5.2"  in framework; or save the model again with scikit-learn 1.9.1',
  });
  expect(
    await look({ framework: 'flask', files: file('1.5.2'), pinned: { 'scikit-learn': '1.9.1' } }),
  ).toMatchObject({
    fix: 'write  scikit-learn==1.5.2  in requirements.txt; or save the model again with scikit-learn 1.9.1',
  });
  expect(await look({ files: file('1.7.2'), pinned: { 'scikit-learn': '1.9.1' } })).toMatchObject({
    fix: 'write  version: "1.7"  in framework; or save the model again with scikit-learn 1.9.1',
  });
  expect(await look({ files: file('1.9.1'), pinned: { 'scikit-learn': '1.9.1' } })).toEqual({
    verdict: 'passed',
    words: 'model.joblib: scikit-learn 1.9.1',
  });
});

test('XGBoost reads what older releases saved, and not what newer ones did', async () => {
  const framework = 'xgboost';
  const tryIt = (version: string, has: string) =>
    look({ framework, files: file(version, 'xgboost'), pinned: { 'xgboost-cpu': has } });
  for (const older of ['3.1.0', '2.1.4', '3.2.9'])
    expect((await tryIt(older, '3.2.0')).verdict).toBe('passed');
  expect(await tryIt('3.2.0', '2.1.4')).toMatchObject({
    verdict: 'failed',
    words: 'model.joblib was saved with xgboost 3.2.0, and the image has 2.1.4',
  });
  expect((await tryIt('3.10.0', '3.2.0')).verdict).toBe('failed');
});

test('without a version in the bytes, the warning of the library decides', async () => {
  const failed = {
    verdict: 'failed',
    words: 'the model was saved with scikit-learn 1.5.2, and is loaded with 1.7.2',
    evidence: [warning],
  };
  expect(await look({ kind: 'container', log: [warning] })).toMatchObject(failed);
  expect(await look({ log: [warning] })).toMatchObject(failed);
  expect(await look({ log: [warning], pinned: { 'scikit-learn': '1.7.2' } })).toMatchObject(failed);
  expect(await look({ log: ['loaded'] })).toEqual({
    verdict: 'passed',
    words: 'no library warned when it loaded the model',
  });
});

test('a warning of this machine’s Python is not one of the image, which has the version of the model', async () => {
  const pinned = { 'scikit-learn': '1.5.2' };
  expect((await look({ files: file('1.5.2'), pinned, log: [warning] })).verdict).toBe('passed');
  expect((await look({ pinned, log: [warning] })).verdict).toBe('passed');
});

test('where nothing tells a version, nothing is seen', async () => {
  expect((await look({ framework: 'typescript' })).verdict).toBe('not-seen');
});
