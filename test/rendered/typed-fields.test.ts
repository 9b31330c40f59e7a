import { expect, test } from 'vitest';
import { everyField } from '../support/build-listing.ts';
import { compileListings } from '../support/compile-listings.ts';
import { modelPackage } from '../support/expect-problems.ts';

/** A seller's own code. It uses every field, without a cast. */
const sound = `import { defineInference } from '../runtime/inference.ts';

const planWeights: Record<'basic' | "it's", number> = { basic: 1, "it's": 2 };

export default defineInference({
  load: () => 0.5,
  predict: (weight, records) =>
    records.map((record) => {
      const days = record.since === null ? 0 : Date.parse(record.since) / 86_400_000;
      const members = record.more === null ? 0 : Object.keys(record.more).length;
      const income = record['income (k)'] * planWeights[record.plan];
      const sum = record.age + income + days + members + record.tags.length;
      const label = record.active ? 'stays' : 'leaves';
      return { score: sum * weight, label };
    }),
});
`;

const onlyPredict = `import { defineInference } from '../runtime/inference.ts';
export default defineInference({
  load: () => 0.5,
  predict: (_weight, records) => records.map(() => 1),
  handle: (_weight, request) => request.body,
});
`;

const manifest = modelPackage({ fields: everyField });
const oneField = modelPackage({
  fields:
    'fields: { input: [{ name: text, type: string }], output: [{ name: score, type: number, required: false }] }',
});

/** Edits of the code, and what the compiler then says. */
const faults: readonly [title: string, yaml: string, source: string, said: RegExp | undefined][] = [
  ['every field has its type', manifest, sound, undefined],
  [
    'a list of the values is a prediction too',
    manifest,
    sound.replace('{ score: sum * weight, label }', '[sum, label] as const'),
    undefined,
  ],
  [
    'a prediction can be awaited',
    manifest,
    sound.replace('records.map((record)', 'records.map(async (record)'),
    undefined,
  ],
  [
    'the value of the only field is a prediction',
    oneField,
    onlyPredict.replace(/ {2}handle.*\n/, ''),
    undefined,
  ],
  [
    'a field that the manifest does not have',
    manifest,
    sound.replace('record.age', 'record.size'),
    /Property 'size' does not exist/,
  ],
  [
    'a value that may be missing',
    manifest,
    sound.replace('record.since === null ? 0 : ', ''),
    /'string \| null' is not assignable/,
  ],
  ['a value that is not allowed', manifest, sound.replace("'leaves'", "'goes'"), /"goes"|'goes'/],
  [
    'a prediction without a field',
    manifest,
    sound.replace('score: sum * weight, ', ''),
    /'score' is missing|Property 'score'|not assignable/,
  ],
  [
    'predict together with handle',
    manifest,
    sound.replace('  load:', '  handle: () => "",\n  load:'),
    /not assignable to type 'undefined'|No overload|not assignable/,
  ],
  [
    'predict together with handle, without fields',
    modelPackage(),
    onlyPredict,
    /not assignable to type 'undefined'|No overload|not assignable/,
  ],
];

let compiled: readonly string[] | undefined;

test.each(faults)('the compiler on a handler: %s', (title, _yaml, _source, said) => {
  compiled ??= compileListings(
    faults.map(([, yaml, source]) => ({ yaml, files: { 'src/inference.ts': source } })),
  );
  const printed = compiled[faults.findIndex(([name]) => name === title)] ?? 'it is not compiled';
  if (said === undefined) expect(printed).toBe('');
  else expect(printed).toMatch(said);
});
