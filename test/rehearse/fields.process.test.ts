import { expect, test } from 'vitest';
import { timeLimits } from '../../src/rehearse/limits.ts';
import { everyField, resolveText } from '../support/build-listing.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { placeWithPackages } from '../support/use-listing.ts';
import { checksNamed, runSome } from './run-some.ts';

const contentTypes =
  'contentTypes: { input: [text/csv, application/json, application/jsonlines], output: [application/json, text/csv, application/jsonlines] }';
const yaml = modelPackage({ contentTypes, fields: everyField });

/** What the two checks have seen, by their ID. */
async function rehearsed(predict: string) {
  const folder = placeWithPackages(yaml, {
    'model/weights': '1',
    'src/inference.ts': `import { readFileSync } from 'node:fs';
import { defineInference } from '../runtime/inference.ts';
export default defineInference({
  load: ({ modelDir }) => Number(readFileSync(modelDir + '/weights', 'utf8')),
  ${predict}
});`,
  });
  const checks = checksNamed('fields-refused', 'fields-answered');
  const results = await runSome({ folder, listing: resolveText(yaml), limits: timeLimits }, checks);
  return Object.fromEntries(results.map(({ check, seen }) => [check.id, seen]));
}

test('a listing whose handler answers with its fields passes both checks', async () => {
  const seen = await rehearsed(
    `predict: (weight, records) => records.map(({ age }) => ({ score: weight / (1 + age), label: 'stays' })),`,
  );
  expect(seen['fields-refused']).toEqual({
    verdict: 'passed',
    words: '47 records that break a rule, each refused with its field',
  });
  expect(seen['fields-answered']).toEqual({
    verdict: 'passed',
    words: '9 answers to samples have the fields of the manifest',
  });
});

test('a handler of bytes that does not know the fields fails both', async () => {
  const seen = await rehearsed(`handle: () => '2',`);
  expect(seen['fields-refused']).toMatchObject({
    verdict: 'failed',
    words: '47 of 47 records that break a rule of a field are not refused with its name',
  });
  const answered = seen['fields-answered'];
  expect(answered).toMatchObject({ verdict: 'failed' });
  expect(JSON.stringify(answered)).toContain('samples/text-csv.csv as application/json: prediction 1 is 2');
});
