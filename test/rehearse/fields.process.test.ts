import { expect, test } from 'vitest';
import type { Rehearsal } from '../../src/model/rehearsal.ts';
import { timeLimits } from '../../src/rehearse/limits.ts';
import { rehearseListing } from '../../src/shell/rehearse/rehearse-listing.ts';
import { everyField, resolveText } from '../support/build-listing.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { placeWithPackages } from '../support/use-listing.ts';

const contentTypes =
  'contentTypes: { input: [text/csv, application/json, application/jsonlines], output: [application/json, text/csv, application/jsonlines] }';
const yaml = modelPackage({ contentTypes, fields: everyField });

function rehearsed(predict: string): Promise<Rehearsal> {
  const folder = placeWithPackages(yaml, {
    'model/weights': '1',
    'src/inference.ts': `import { readFileSync } from 'node:fs';
import { defineInference } from '../runtime/inference.ts';
export default defineInference({
  load: ({ modelDir }) => Number(readFileSync(modelDir + '/weights', 'utf8')),
  ${predict}
});`,
  });
  const listing = resolveText(yaml);
  return rehearseListing({ listing, folder, withoutEngine: true, limits: timeLimits, load: undefined });
}

function seenIn({ results }: Rehearsal, id: string) {
  return results.find(({ check }) => check.id === id)?.seen;
}

test('a listing whose handler answers with its fields passes both checks', async () => {
  const rehearsal = await rehearsed(
    `predict: (weight, records) => records.map(({ age }) => ({ score: weight / (1 + age), label: 'stays' })),`,
  );
  expect(seenIn(rehearsal, 'fields-refused')).toEqual({
    verdict: 'passed',
    words: '47 records that break a rule, each refused with its field',
  });
  expect(seenIn(rehearsal, 'fields-answered')).toEqual({
    verdict: 'passed',
    words: '9 answers to samples have the fields of the manifest',
  });
});

test('a handler of bytes that does not know the fields fails both', async () => {
  const rehearsal = await rehearsed(`handle: () => '2',`);
  expect(seenIn(rehearsal, 'fields-refused')).toMatchObject({
    verdict: 'failed',
    words: '47 of 47 records that break a rule of a field are not refused with its name',
  });
  const answered = seenIn(rehearsal, 'fields-answered');
  expect(answered).toMatchObject({ verdict: 'failed' });
  expect(JSON.stringify(answered)).toContain('samples/text-csv.csv as application/json: prediction 1 is 2');
});
