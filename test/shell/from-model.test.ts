import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { answersFrom } from '../../src/shell/answer-options.ts';
import { inflateStart } from '../../src/shell/from-model/inflate-start.ts';
import { loadModel } from '../../src/shell/from-model/load-model.ts';
import { startFromSource } from '../../src/shell/from-model/start-from-source.ts';
import { onFailingDisk } from '../support/failing-disk.ts';
import { pickledEstimator, pickledRidge } from '../support/pickled-estimator.ts';
import { preparedForTests } from '../support/prepared.ts';
import { runCommand } from '../support/run-command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

function place(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = temporaryFolder();
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

test('a model becomes a listing: manifest, model and samples are in place, and what was found is printed', async () => {
  const folder = place({ 'house prices.pickle': pickledRidge });
  const { code, out, err } = await runCommand(['init', '--from', 'house prices.pickle', 'prices'], folder);
  expect([code, err]).toEqual([0, '']);
  expect(out).toBe(`house prices.pickle: a pickle of scikit-learn
  class     sklearn.linear_model._ridge.Ridge
  saved by  scikit-learn 1.9.1
  takes     2 columns

runs: the handler of scikit-learn loads it and answers

prices/marketplace.yaml is written
house prices.pickle is copied to prices/model/house prices.pkl (96 bytes)
prices/samples/text-csv.csv, prices/samples/application-json.json: a record of zeros, which you replace

Next:
  cd prices
  sagemaker-mkt generate   # writes the listing; look at marketplace.yaml first
  pip install -r requirements.txt && npm start   # serves it
  curl --header 'Content-Type: text/csv' --data-binary @samples/text-csv.csv http://127.0.0.1:8080/invocations   # tries it, in a second terminal
  npm run rehearse   # tests it as AWS will
`);
  const listing = join(folder, 'prices');
  expect(readFileSync(join(listing, 'model/house prices.pkl'))).toEqual(Buffer.from(pickledRidge));
  expect(readFileSync(join(listing, 'marketplace.yaml'), 'utf8')).toContain(
    'framework: { name: scikit-learn, version: "1.9.1" }',
  );
  expect(readFileSync(join(listing, 'samples/text-csv.csv'), 'utf8')).toBe('0,0\n');
  expect(await runCommand(['generate', 'prices'], folder)).toMatchObject({ code: 0 });
  expect(readFileSync(join(listing, 'samples/text-csv.csv'), 'utf8')).toBe('0,0\n');
  expect(readdirSync(join(listing, 'model'))).toEqual(['house prices.pkl']);
  expect(await runCommand(['check', 'prices'], folder)).toMatchObject({ code: 0 });
});

test('as JSON, the same for scripts', async () => {
  const folder = place({ 'model.pkl': pickledRidge });
  const { out } = await runCommand(['init', '--from', 'model.pkl', '--json'], folder);
  expect(JSON.parse(out)).toMatchObject({
    model: 'model.pkl',
    format: 'pickle',
    library: 'scikit-learn',
    version: '1.9.1',
    columns: { count: 2 },
    grade: 'runs',
    missing: [],
    manifest: 'marketplace.yaml',
    files: ['model/model.pkl'],
    problems: [],
  });
});

test('a model that lies where the listing has it stays there', async () => {
  const folder = place({ 'model/model.pkl': pickledRidge });
  const { code, out } = await runCommand(['init', '--from', 'model/model.pkl'], folder);
  expect(code).toBe(0);
  expect(out).toContain('\nmodel/model.pkl is in place\n');
});

test('a link to a model is followed, and the model itself is copied', async () => {
  const folder = place({ 'real.pkl': pickledRidge });
  symlinkSync('real.pkl', join(folder, 'latest.pkl'));
  expect(await runCommand(['init', '--from', 'latest.pkl', 'a'], folder)).toMatchObject({ code: 0 });
  expect(readFileSync(join(folder, 'a/model/latest.pkl'))).toEqual(Buffer.from(pickledRidge));
});

test('on a full disk, all is as it was before, wherever it becomes full', () => {
  const prepared = preparedForTests();
  let faults = 0;
  for (let change = 1; change < 20; change += 1) {
    const folder = place({ 'model.pkl': pickledRidge });
    const listing = join(folder, 'deep/listing');
    const loaded = loadModel(prepared, 'model.pkl', folder);
    if (!loaded.ok) throw new Error(loaded.reason.what);
    const answers = answersFrom(new Map(), listing, loaded.value.answers);
    const start = () =>
      startFromSource(prepared, answers, listing, loaded.value, { cwd: folder, dryRun: false });
    try {
      onFailingDisk('full', change, start);
      expect(readdirSync(listing)).toEqual(expect.arrayContaining(['marketplace.yaml', 'model']));
    } catch (error) {
      expect(error).toMatchObject({ code: 'ENOSPC' });
      expect(readdirSync(folder)).toEqual(['model.pkl']);
      faults += 1;
    }
  }
  expect(faults).toBeGreaterThan(2);
});

test.each([1e5, 1e6])('of a bomb, no more than %d bytes are unpacked', (most) => {
  const unpacked = inflateStart('gzip', gzipSync(Buffer.alloc(100e6)), most);
  expect(unpacked.length).toBeLessThanOrEqual(most);
  expect(unpacked.length).toBeGreaterThan(most / 4);
});

test('of a file of 10 GB, little is read', () => {
  const folder = place({
    'large.pkl': pickledRidge.slice(0, -1),
    'large.bin': 'x',
    'large.onnx': '\x08\x08',
  });
  for (const name of readdirSync(folder)) {
    truncateSync(join(folder, name), 10e9);
    const begun = performance.now();
    loadModel(preparedForTests(), name, folder);
    expect(performance.now() - begun, name).toBeLessThan(10_000);
  }
});

test.each([
  ['nowhere.pkl', 'there is no nowhere.pkl', 'name the file or folder that holds your model'],
  [
    '/dev/zero',
    '/dev/zero is neither a file nor a folder, but a device, a pipe or a socket',
    'name the file',
  ],
  ['circle', 'circle is a link that leads to itself', 'name the model itself'],
  ['empty.pkl', 'empty.pkl is empty', 'save the model again'],
  [
    'notes.txt',
    'notes.txt is no kind of model that this tool knows',
    'sagemaker-mkt init --framework python',
  ],
  ['many', 'many holds 2 models: a.pkl, b.pkl', '--from many/a.pkl'],
  ['leading-out', 'secret.pkl is a link out of the model’s folder', 'put the file itself there'],
])('%s is no model, which is said with what to do, and nothing is written', async (named, what, fix) => {
  const folder = place({
    'empty.pkl': '',
    'notes.txt': 'Things to do.',
    'many/a.pkl': pickledRidge,
    'many/b.pkl': pickledRidge,
    'leading-out/model.pkl': pickledRidge,
  });
  symlinkSync('circle', join(folder, 'circle'));
  symlinkSync('/etc/passwd', join(folder, 'leading-out/secret.pkl'));
  const { code, out, err } = await runCommand(['init', '--from', named, 'listing'], folder);
  expect([code, out]).toEqual([1, '']);
  expect(err).toContain(what);
  expect(err).toContain(fix);
  expect(existsSync(join(folder, 'listing'))).toBe(false);
});

test.each([
  ['a manifest', { 'listing/marketplace.yaml': 'version: 1\n' }, [], 1, 'a manifest already exists here'],
  ['another model', { 'listing/model/other.pkl': 'x' }, [], 1, 'listing/model has files already'],
  ['a file in the way', { 'listing/model': 'x' }, [], 1, 'listing/model is no folder'],
  ['an answer that cannot be', {}, ['--framework', 'sklearn'], 2, 'scikit-learn'],
  ['an algorithm', {}, ['--type', 'algorithm'], 1, 'an algorithm has no model of its own'],
])('with %s in the listing, nothing is written', async (_what, files, words, code, says) => {
  const folder = place({ 'model.pkl': pickledRidge, ...files });
  const before = readdirSync(folder, { recursive: true });
  const ran = await runCommand(['init', '--from', 'model.pkl', 'listing', ...words], folder);
  expect([ran.code, ran.out]).toEqual([code, '']);
  expect(ran.err).toContain(says);
  expect(readdirSync(folder, { recursive: true })).toEqual(before);
});

test.each([
  ['os', 'system', 'packaged only: it calls os.system when it is loaded, which no model needs'],
  ['churnlib.rules', 'Model', 'needs `load`: churnlib.rules.Model is of no package that this tool knows'],
  ['__main__', 'Model', 'needs `load`: __main__.Model was defined in the script that saved it'],
  ['sklearn.preprocessing._data', 'StandardScaler', 'needs `load`: StandardScaler has no `predict`'],
  ['lightgbm.sklearn', 'LGBMClassifier', 'needs `load`: the image lacks lightgbm'],
  ['sklearn.linear_model', 'A\x1b[31mB', 'A\u{fffd}[31mB'],
])('%s.%s is graded by what it needs', async (module, name, says) => {
  const folder = place({ 'model.pkl': pickledEstimator(module, name) });
  const { code, out } = await runCommand(['init', '--from', 'model.pkl'], folder);
  expect(code).toBe(0);
  expect(out).toContain(says);
});

/** A field of a protocol buffer. */
const field = (number: number, bytes: Uint8Array | string) => {
  const content = Buffer.from(bytes);
  return Buffer.concat([Buffer.from([number * 8 + 2, content.length]), content]);
};
const input = field(11, Buffer.concat([field(1, 'x'), field(2, field(1, Buffer.from([8, 1])))]));
const output = field(12, Buffer.concat([field(1, 'y'), field(2, field(1, Buffer.from([8, 1])))]));
const weightIn = (file: string) =>
  field(5, Buffer.concat([field(8, 'w'), field(13, Buffer.concat([field(1, 'location'), field(2, file)]))]));
const onnx = (file: string) =>
  Buffer.concat([Buffer.from([8, 8]), field(7, Buffer.concat([weightIn(file), input, output]))]);

test('the weights that an ONNX model has in a file beside it come along', async () => {
  const folder = place({ 'model.onnx': onnx('model.onnx.data'), 'model.onnx.data': 'weights' });
  expect(await runCommand(['init', '--from', 'model.onnx', 'a'], folder)).toMatchObject({ code: 0 });
  expect(readdirSync(join(folder, 'a/model')).sort()).toEqual(['model.onnx', 'model.onnx.data']);
});

test.each(['missing.data', '../secret', '/etc/passwd', '..'])(
  'weights in %s are not beside the model, which is said, and nothing is written',
  async (file) => {
    const folder = place({ 'a/model.onnx': onnx(file), secret: 'x' });
    const { code, err } = await runCommand(['init', '--from', 'a/model.onnx', 'b'], folder);
    expect(code).toBe(1);
    expect(err).toContain(`the weights of model.onnx are in "${file}", and there is no such file beside it`);
    expect(existsSync(join(folder, 'b'))).toBe(false);
  },
);

const signature = (names: readonly string[]) =>
  JSON.stringify(names.map((name) => ({ type: 'double', name, required: true })));

test('a model in a folder of MLflow is served without MLflow, with the names and the example that were logged', async () => {
  const MLmodel = `flavors:
  python_function:
    loader_module: mlflow.sklearn
    model_path: model.pkl
    python_version: 3.11.2
  sklearn:
    pickled_model: model.pkl
    serialization_format: cloudpickle
    sklearn_version: 1.9.1
mlflow_version: 3.18.0
saved_input_example_info:
  artifact_path: input_example.json
signature:
  inputs: '${signature(['age', 'monthly fee'])}'
  outputs: '[{"type": "long", "required": true}]'
`;
  const input = '{"columns": ["age", "monthly fee"], "data": [[41, 29.5], [33, 9]]}';
  const folder = place({
    'logged/MLmodel': MLmodel,
    'logged/model.pkl': pickledRidge,
    'logged/requirements.txt': 'mlflow==3.18.0\nscikit-learn==1.9.1\n',
    'logged/input_example.json': input,
  });
  const { code, out } = await runCommand(['init', '--from', 'logged', 'a'], folder);
  expect(code).toBe(0);
  expect(out).toContain('  2 columns: age, monthly fee\n');
  expect(out).toContain('  python_function, sklearn\n');
  expect(out).toContain('\nruns: ');
  expect(readdirSync(join(folder, 'a/model'))).toEqual(['model.pkl']);
  expect(readFileSync(join(folder, 'a/marketplace.yaml'), 'utf8')).toContain(
    '    - { name: "monthly fee", type: number, example: 29.5 }\n',
  );
  expect(await runCommand(['generate', 'a'], folder)).toMatchObject({ code: 0, err: '' });
  expect(readFileSync(join(folder, 'a/samples/text-csv.csv'), 'utf8')).toBe('41,29.5\n');
});

test('a flavor of MLflow that no handler loads needs MLflow', async () => {
  const MLmodel =
    'flavors:\n  python_function:\n    loader_module: mlflow.pyfunc.model\nmlflow_version: 3.18.0\n';
  const folder = place({ 'logged/MLmodel': MLmodel, 'logged/python_model.pkl': pickledRidge });
  const { code, out } = await runCommand(['init', '--from', 'logged', 'a'], folder);
  expect(code).toBe(0);
  expect(out).toContain('needs `load`: no handler as generated loads this flavor');
  expect(out).toContain('1. add  mlflow==3.18.0  and the packages');
  expect(readdirSync(join(folder, 'a/model')).sort()).toEqual(['MLmodel', 'python_model.pkl']);
});

const bert = JSON.stringify({
  architectures: ['BertForSequenceClassification'],
  model_type: 'bert',
  id2label: { 0: 'good', 1: 'bad' },
  transformers_version: '5.1.0',
});

test('a Hugging Face model is told by its task, its tokenizer and its weights', async () => {
  const folder = place({
    'bert/config.json': bert,
    'bert/model.safetensors': 'w',
    'bert/tokenizer.json': '{}',
  });
  const { code, out } = await runCommand(['init', '--from', 'bert', 'a'], folder);
  expect(code).toBe(0);
  expect(out).toContain(`bert: a Hugging Face model of transformers
  class      BertForSequenceClassification
  saved by   transformers 5.1.0
  for        text-classification
  answers    one of 2: good, bad
  of kind    bert
  weights    model.safetensors
  tokenizer  tokenizer.json

runs: the handler of transformers loads it and answers
`);
  expect(readdirSync(join(folder, 'a/model')).sort()).toEqual([
    'config.json',
    'model.safetensors',
    'tokenizer.json',
  ]);
});

test.each([
  ['BertForSequenceClassification', {}, 'needs `load`: its tokenizer is not in the folder'],
  [
    'BertForMaskedLM',
    { 'tokenizer.json': '{}' },
    'needs `load`: the samples as generated have no gap to fill',
  ],
  ['T5ForConditionalGeneration', { 'tokenizer.json': '{}' }, 'has no pipeline for text2text-generation'],
  ['BertModel', { 'tokenizer.json': '{}' }, 'needs `load`: its class says no task'],
  [
    'BertModel',
    { 'tokenizer.json': '{}', 'modules.json': '[{"type": "a.Transformer"}, {"type": "a.Pooling"}]' },
    'runs: the handler of transformers loads it and answers',
  ],
  [
    'BertModel',
    { 'tokenizer.json': '{}', 'modules.json': '[{"type": "a.Transformer"}, {"type": "a.Dense"}]' },
    'needs `load`: it has layers of sentence-transformers: Transformer, Dense',
  ],
] as const)('a %s of Hugging Face with %j', async (architecture, files, grade) => {
  const config = JSON.stringify({ architectures: [architecture], model_type: 'bert' });
  const all = { 'config.json': config, 'model.safetensors': 'w', ...files };
  const folder = place(
    Object.fromEntries(Object.entries(all).map(([name, content]) => [`bert/${name}`, content])),
  );
  const { out } = await runCommand(['init', '--from', 'bert', 'a'], folder);
  expect(out).toContain(grade);
});

test('without weights there is nothing to serve', async () => {
  const folder = place({ 'bert/config.json': bert });
  const { out } = await runCommand(['init', '--from', 'bert', 'a'], folder);
  expect(out).toContain('packaged only: its weights are not in the folder');
});

test('a snapshot in the cache of Hugging Face is links, whose files are copied', async () => {
  const folder = place({
    'models--me--bert/blobs/1': bert,
    'models--me--bert/blobs/2': 'weights',
    'models--me--bert/snapshots/abc/README.md': 'x',
  });
  const snapshot = join(folder, 'models--me--bert/snapshots/abc');
  symlinkSync('../../blobs/1', join(snapshot, 'config.json'));
  symlinkSync('../../blobs/2', join(snapshot, 'model.safetensors'));
  expect(await runCommand(['init', '--from', snapshot, 'a'], folder)).toMatchObject({ code: 0 });
  expect(readFileSync(join(folder, 'a/model/model.safetensors'), 'utf8')).toBe('weights');
});

test('a model of TensorFlow.js comes with the files of its weights', async () => {
  const layers = [
    { class_name: 'InputLayer', config: { batch_input_shape: [null, 3], dtype: 'float32', name: 'rows' } },
  ];
  const model = JSON.stringify({
    format: 'layers-model',
    generatedBy: 'TensorFlow.js tfjs-layers v4.22.0',
    modelTopology: { class_name: 'Sequential', config: { layers } },
    weightsManifest: [{ paths: ['weights.bin'], weights: [] }],
  });
  const folder = place({ 'web/model.json': model, 'web/weights.bin': 'w', 'web/index.html': 'x' });
  const { code, out } = await runCommand(['init', '--from', 'web', 'a'], folder);
  expect(code).toBe(0);
  expect(out).toContain('\nruns: the handler of tensorflow-js loads it and answers\n');
  expect(readdirSync(join(folder, 'a/model')).sort()).toEqual(['model.json', 'weights.bin']);
});

const many = (name: string) => Array.from({ length: 9 }, () => `*${name}`).join(', ');

test.each([
  [
    'that refers to itself',
    `a: &a [x]\nb: &b [${many('a')}]\nc: &c [${many('b')}]\nd: &d [${many('c')}]\nflavors: [${many('d')}]\n`,
  ],
  ['that is nested far too deep', `flavors: ${'['.repeat(20_000)}`],
  ['that is no YAML', 'flavors: ]['],
])('an MLmodel %s is no model', async (_what, MLmodel) => {
  const folder = place({ 'logged/MLmodel': MLmodel });
  expect(await runCommand(['init', '--from', 'logged', 'a'], folder)).toMatchObject({ code: 1, out: '' });
});

test('a framework of the seller’s choice takes the model, and says what is missing', async () => {
  const folder = place({ 'model.pkl': pickledRidge });
  const { code, out } = await runCommand(['init', '--from', 'model.pkl', '--framework', 'python'], folder);
  expect(code).toBe(0);
  expect(out).toContain('needs `load`: you chose python');
});

test('a file that unpacks to gigabytes is read in part, in a bounded time', async () => {
  const bomb = gzipSync(Buffer.concat([Buffer.from(pickledRidge.slice(0, -1)), Buffer.alloc(100e6, 'N')]));
  const folder = place({ 'bomb.joblib': bomb });
  const begun = performance.now();
  const { out } = await runCommand(['init', '--from', 'bomb.joblib'], folder);
  expect(performance.now() - begun).toBeLessThan(20_000);
  expect(out).toContain('read      in part');
});
