import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sampleFor } from '../../src/plan/sample-for.ts';
import { predictionFault } from '../../src/rehearse/answers/prediction-faults.ts';
import { everyField, resolveText } from '../support/build-listing.ts';
import { oneIn } from '../support/every-case.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { pythonOf, titled } from '../support/python.ts';
import { type RunningServer, startListing, withThisNode } from '../support/running-server.ts';
import { oneWorker, placeExample, placeWithPackages } from '../support/use-listing.ts';

const contentTypes =
  'contentTypes: { input: [text/csv, application/json, application/jsonlines], output: [application/json] }';
const wholeRow = '60,1,basic,2020-01-01,true,"[""a""]",{}';
/** Bodies with a fault, and the answer. The second half of them is so large that Python's server reads it in a thread. */
const faults = [
  [
    'text/csv',
    `${wholeRow}\n130,1,basic,2020-01-01,true,[],{}`,
    'record 2, field "age": 130 is above the maximum of 120 years',
  ],
  [
    'application/json',
    '{"age": 1, "income (k)": "many"}',
    'record 1, field "income (k)": "many" is not a number',
  ],
  [
    'application/jsonlines',
    '{"age": 1, "income (k)": 1, "active": true, "plan": "gold"}',
    `record 1, field "plan": "gold" is none of "basic", "it's"`,
  ],
  [
    'text/csv',
    `${`${wholeRow}\n`.repeat(5000)}x,1,basic,2020-01-01,true,[],{}`,
    'record 5001, field "age": "x" is not a whole number',
  ],
] as const;
const whole = {
  age: 60,
  'income (k)': 1,
  plan: 'basic',
  since: '2020-01-01',
  active: true,
  tags: ['a'],
  more: { a: 'x, y' },
};

async function ask(
  server: RunningServer,
  type: string,
  body: string | Uint8Array,
  accept = 'application/json',
) {
  const answer = await fetch(`${server.url}/invocations`, {
    method: 'POST',
    headers: { 'content-type': type, accept },
    body: Buffer.from(body),
  });
  return { status: answer.status, body: JSON.parse(await answer.text()) };
}

/** All that both languages promise, for a model that answers each record with its own text. */
async function keepsItsPromises(server: RunningServer, yaml: string): Promise<void> {
  const { input, fields } = resolveText(yaml);
  for (const type of input) {
    const { bytes } = sampleFor(type, fields.input);
    const { status, body } = await ask(server, type.type, bytes);
    const [first] = [body.predictions ?? body].flat();
    expect([status, JSON.parse(first.label)], `${type.type}: ${server.log()}`).toEqual([200, whole]);
  }
  for (const [type, body, error] of faults)
    expect(await ask(server, type, body)).toEqual({ status: 400, body: { error } });
  const named = await ask(server, 'text/csv; header=present', 'active,age,income (k)\n1,7,2\n');
  expect(JSON.parse(named.body.label)).toEqual({
    age: 7,
    'income (k)': 2,
    plan: 'basic',
    since: null,
    active: true,
    tags: ['a'],
    more: null,
  });
}

const withLabel = everyField.replace(/ {2}output:.*/s, '  output: [{ name: label, type: string }]');

test('a handler in TypeScript gets objects with every field, and its callers are told what is wrong', async () => {
  const yaml = modelPackage({ contentTypes, fields: withLabel });
  const listing = placeWithPackages(yaml, {
    'src/inference.ts': `import { defineInference } from '../runtime/inference.ts';
export default defineInference({
  load: () => undefined,
  predict: (_model, records) => records.map((record) => ({ label: JSON.stringify(record) })),
});`,
  });
  const server = await startListing(listing);
  try {
    await keepsItsPromises(server, yaml);
  } finally {
    await server.stop();
  }
});

const python = pythonOf('listing');
const environment = { ...oneWorker, PATH: withThisNode(python.programs ?? '')['PATH'] ?? '' };

const examples: readonly [name: string, wrong: string, error: string][] = [
  ['onnxruntime', '5.1,3.5,31,0.2', 'record 1, field "petal length": 31 is above the maximum of 30 cm'],
  ['lightgbm', '3,62.5,1974,2', 'record 1, field "balcony": 2 is not true or false'],
];

test.skipIf(python.missing).each(oneIn(2, examples))(
  titled('the generated handler of the example %s answers every sample in every type', python),
  async (name, wrong, error) => {
    const listing = placeExample(name);
    const { input, output, fields } = resolveText(readFileSync(join(listing, 'marketplace.yaml'), 'utf8'));
    const server = await startListing(listing, environment);
    try {
      for (const type of input)
        for (const to of output) {
          const { bytes } = sampleFor(type, fields.input);
          const answer = await fetch(`${server.url}/invocations`, {
            method: 'POST',
            headers: { 'content-type': type.type, accept: to.type },
            body: Buffer.from(bytes),
          });
          const body = await answer.bytes();
          expect(answer.status, `${type.type}: ${Buffer.from(body)}`).toBe(200);
          expect(predictionFault(body, to, fields.output), `${type.type} as ${to.type}`).toBeUndefined();
        }
      expect(await ask(server, 'text/csv', wrong)).toEqual({ status: 400, body: { error } });
    } finally {
      await server.stop();
    }
  },
);

describe.each(oneIn(2, ['python', 'typescript']))('a handler in Python, with the language %s', (language) => {
  const members = { framework: 'framework: scikit-learn', inference: `inference: { language: ${language} }` };

  test.skipIf(python.missing)(
    titled('gets dicts with every field, typed by runtime/fields.py', python),
    async () => {
      const yaml = modelPackage({ ...members, contentTypes, fields: withLabel });
      const server = await startListing(
        placeWithPackages(yaml, {
          'python/model.py': `import json
from runtime.fields import InputRecord, OutputRecord
def load(model_dir): return None
def predict(model, records: list[InputRecord]) -> list[OutputRecord]:
    return [{"label": json.dumps(record)} for record in records]`,
        }),
        environment,
      );
      try {
        await keepsItsPromises(server, yaml);
      } finally {
        await server.stop();
      }
    },
  );

  test.skipIf(python.missing)(titled('gets numbers alone as int, float and None', python), async () => {
    const fields =
      'fields: { input: [{ name: a, type: integer, required: false }, { name: b, type: number, default: 2 }] }';
    const server = await startListing(
      placeWithPackages(modelPackage({ ...members, contentTypes, fields }), {
        'python/model.py': `def load(model_dir): return None
def predict(model, records): return [repr(record) for record in records]`,
      }),
      environment,
    );
    try {
      const first = "{'a': 1, 'b': 0.5}";
      expect((await ask(server, 'text/csv', '1,0.5\n')).body).toBe(first);
      const body = '[[1, 0.5], {"b": 3}, {"b": null, "a": 7}]';
      expect((await ask(server, 'application/json', body)).body).toEqual([
        first,
        "{'a': None, 'b': 3.0}",
        "{'a': 7, 'b': 2.0}",
      ]);
      const large = await ask(server, 'text/csv', '1,0.5\n'.repeat(50_000));
      expect(new Set(large.body)).toEqual(new Set([first]));
    } finally {
      await server.stop();
    }
  });

  test.skipIf(python.missing)(titled('gets a picture as bytes', python), async () => {
    const yaml = modelPackage({
      ...members,
      contentTypes: 'contentTypes: { input: [image/png, application/json], output: [application/json] }',
      fields: 'fields: { input: [{ name: picture, type: image, required: false }] }',
    });
    const server = await startListing(
      placeWithPackages(yaml, {
        'python/model.py': `def load(model_dir): return None
def predict(model, records): return [repr(record["picture"]) for record in records]`,
      }),
      environment,
    );
    try {
      expect((await ask(server, 'image/png', 'abc')).body).toBe("b'abc'");
      const base64 = Buffer.from('abc').toString('base64');
      const body = JSON.stringify([{ picture: base64 }, { picture: null }]);
      expect((await ask(server, 'application/json', body)).body).toEqual(["b'abc'", 'None']);
    } finally {
      await server.stop();
    }
  });

  test.skipIf(python.missing)(
    titled('gets columns of numbers in the order of the fields', python),
    async () => {
      const fields =
        'fields: { input: [{ name: a, type: integer, max: 9 }, { name: b, type: boolean, default: true }, { name: c, type: number, required: false }] }';
      const yaml = modelPackage({ ...members, fields });
      const server = await startListing(
        placeWithPackages(yaml, {
          'python/model.py': `TAKES = "numbers"
def load(model_dir): return None
def predict(model, records): return [str(row) for row in records.tolist()]`,
        }),
        environment,
      );
      try {
        expect((await ask(server, 'text/csv', '1,0,2.5\n2,,\n')).body).toEqual([
          '[1.0, 0.0, 2.5]',
          '[2.0, 1.0, nan]',
        ]);
        expect((await ask(server, 'application/json', '{"c": 3, "a": 1}')).body).toBe('[1.0, 1.0, 3.0]');
        const large = await ask(server, 'text/csv', `${'1,1,2\n'.repeat(50_000)}10,1,2\n`);
        expect(large).toEqual({
          status: 400,
          body: { error: 'record 50001, field "a": 10 is above the maximum of 9' },
        });
      } finally {
        await server.stop();
      }
    },
  );

  test.skipIf(python.missing)(
    titled('does not load where it takes numbers and a field is none', python),
    async () => {
      const fields = 'fields: { input: [{ name: city, type: string }] }';
      const listing = placeWithPackages(modelPackage({ ...members, fields }), {
        'python/model.py':
          'TAKES = "numbers"\ndef load(model_dir): return None\ndef predict(model, records): return records',
      });
      mkdirSync(join(listing, 'model'), { recursive: true });
      writeFileSync(join(listing, 'model/x'), '');
      await expect(startListing(listing, environment)).rejects.toThrow(
        'python/model.py takes numbers, and the field \\"city\\" is of type string: write TAKES = \\"values\\"',
      );
    },
  );
});

test.skipIf(python.missing)(
  titled('a handler in TypeScript makes numbers of records, or passes pictures on, for Python', python),
  async () => {
    const fields =
      'fields: { input: [{ name: city, type: string, values: [Rome, Oslo] }, { name: picture, type: image }] }';
    const yaml = modelPackage({
      framework: 'framework: scikit-learn',
      inference: 'inference: { language: typescript }',
      contentTypes: 'contentTypes: { input: [application/json], output: [application/json] }',
      fields,
    });
    const answers: unknown[] = [];
    for (const [takes, records, prediction] of [
      ['numbers', "records.map(({ city }) => [city === 'Rome' ? 1 : 0])", 'float(record[0])'],
      ['values', 'records', 'repr(record["picture"])'],
    ]) {
      const server = await startListing(
        placeWithPackages(yaml, {
          'python/model.py': `TAKES = "${takes}"
def load(model_dir): return None
def predict(model, records): return [${prediction} for record in records]`,
          'src/inference.ts': `import { defineInference } from '../runtime/inference.ts';
import { loadPython } from '../runtime/python-inference.ts';
export default defineInference({
  load: loadPython,
  predict: async (python, records, context) => python.predict(${records}, context),
});`,
        }),
        environment,
      );
      try {
        answers.push((await ask(server, 'application/json', '[{"city":"Rome","picture":"YWJj"}]')).body);
      } finally {
        await server.stop();
      }
    }
    expect(answers).toEqual([[1], ["b'abc'"]]);
  },
);
