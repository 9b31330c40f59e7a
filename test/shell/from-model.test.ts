import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { runCommand } from '../support/run-command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** An estimator with two columns and two classes, as pickle's protocol 2 writes it. */
const text = (word: string) => `X${String.fromCharCode(word.length)}\0\0\0${word}`;
const estimator = (module: string, name: string, more = '') =>
  Uint8Array.from(
    `\x80\x02c${module}\n${name}\n)\x81}(${text('n_features_in_')}K\x02${text('_sklearn_version')}${text('1.9.1')}${more}ub.`,
    (letter) => letter.charCodeAt(0),
  );
const ridge = estimator('sklearn.linear_model._ridge', 'Ridge');

function place(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = temporaryFolder();
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

test('a model becomes a listing: manifest, model and samples are in place, and what was found is printed', async () => {
  const folder = place({ 'house prices.pickle': ridge });
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
  expect(readFileSync(join(listing, 'model/house prices.pkl'))).toEqual(Buffer.from(ridge));
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
  const folder = place({ 'model.pkl': ridge });
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
  const folder = place({ 'model/model.pkl': ridge });
  const { code, out } = await runCommand(['init', '--from', 'model/model.pkl'], folder);
  expect(code).toBe(0);
  expect(out).toContain('\nmodel/model.pkl is in place\n');
});

test('a link to a model is followed, and the model itself is copied', async () => {
  const folder = place({ 'real.pkl': ridge });
  symlinkSync('real.pkl', join(folder, 'latest.pkl'));
  expect(await runCommand(['init', '--from', 'latest.pkl', 'a'], folder)).toMatchObject({ code: 0 });
  expect(readFileSync(join(folder, 'a/model/latest.pkl'))).toEqual(Buffer.from(ridge));
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
    'many/a.pkl': ridge,
    'many/b.pkl': ridge,
    'leading-out/model.pkl': ridge,
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
  const folder = place({ 'model.pkl': ridge, ...files });
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
  const folder = place({ 'model.pkl': estimator(module, name) });
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

test('a framework of the seller’s choice takes the model, and says what is missing', async () => {
  const folder = place({ 'model.pkl': ridge });
  const { code, out } = await runCommand(['init', '--from', 'model.pkl', '--framework', 'python'], folder);
  expect(code).toBe(0);
  expect(out).toContain('needs `load`: you chose python');
});

test('a file that unpacks to gigabytes is read in part, in a bounded time', async () => {
  const bomb = gzipSync(Buffer.concat([Buffer.from(ridge.slice(0, -1)), Buffer.alloc(100e6, 'N')]));
  const folder = place({ 'bomb.joblib': bomb });
  const begun = performance.now();
  const { out } = await runCommand(['init', '--from', 'bomb.joblib'], folder);
  expect(performance.now() - begun).toBeLessThan(20_000);
  expect(out).toContain('read      in part');
});
