import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { explainListing, type RenderedListing, renderListing } from '../../src/generate.ts';
import type { ResolvedListing } from '../../src/model/resolved-listing.ts';
import { printProblems } from '../../src/problem/print-problems.ts';
import { parseManifestFile } from '../../src/read/parse-manifest-file.ts';
import type { Choice } from '../../src/resolve/choice.ts';
import { algorithm, modelPackage, ownImage, serverPackage } from './expect-problems.ts';
import { preparedForTests } from './prepared.ts';

const role = 'arn:aws:iam::123456789012:role/Validation';
const transform = 'transform: { input: s3://data/in/, output: s3://data/out/, contentType: text/csv }';
const jobs = 'training: { channels: { train: s3://data/train/ }, output: s3://data/out/ }';
const richTraining = `
  channels:
    - { name: train, contentTypes: [text/csv], inputModes: [File, Pipe], description: "Rows" }
    - { name: valid.ation, contentTypes: [text/csv], required: false }
  hyperparameters:
    - { name: rounds, type: integer, min: 1, max: 9, default: 3, tunable: true }
    - { name: learning_rate, type: continuous, min: 0.1, max: 1, tunable: true, description: "How fast" }
    - { name: loss, type: categorical, values: [log, "it's"], tunable: true }
    - { name: note, type: free-text }
  metrics: [{ name: "train:auc", regex: "train:auc=([0-9.]+)", objective: maximize }]`;
const upload =
  'upload: { tags: { team: "risk + co", cost: "12" }, scan: { block: [CRITICAL, HIGH, MEDIUM], allow: [{ id: CVE-2024-1, reason: "not reached", until: 2999-12-31 }] } }';
const environment = `inference: { environment: { GREETING: "it's $HOME \\"quoted\\" \\\\ end", PLAIN: x } }`;

export const everyField = `fields:
  input:
    - { name: age, type: integer, unit: years, min: 0, max: 120, description: "Age */ of the customer." }
    - { name: "income (k)", type: number, min: 0.5 }
    - { name: plan, type: string, values: [basic, "it's"], default: basic }
    - { name: since, type: date, min: 2020-01-01, required: false }
    - { name: active, type: boolean }
    - { name: tags, type: array, default: [a] }
    - { name: more, type: object, required: false, example: { a: "x, y" } }
  output:
    - { name: score, type: number, min: 0, max: 1, description: "Risk" }
    - { name: label, type: string, values: [stays, leaves], required: false }`;

/** All that buyers can read, with characters that Markdown and JSON have a meaning for. */
const fullPage = {
  page: `page:
  shortDescription: "Scores *churn* | 90 days <b>"
  longDescription: |
    First line with \`code\` & more
    second line

    # a paragraph
  highlights: ["A [link](x)", "100 %"]
  categories: [Structured]
  keywords: [churn, "a | b"]
  logo: https://example-bucket.s3.amazonaws.com/logo.png
  video: https://example.com/v?a=b
  links: [{ text: "Docs | more", url: "https://example.com/a_b" }]
  sku: CS-1
  support: "Write to a_b@example.com"
  refundPolicy: "All of it, within 30 days"
  eula: standard
  releaseNotes: "First: *one*"
  usage: "Send one line"
  limitations: "No children"
  medical: for-diagnosis`,
  customAttributes: 'customAttributes: [{ name: "lang | x", description: "de or en" }]',
  buyers:
    'buyers: { repository: https://github.com/example/churn, notebook: https://github.com/example/churn/a.ipynb }',
  pricing: 'pricing: { model: hourly, hourly: { realtime: "0.50", transform: "0.40" }, freeTrialDays: 14 }',
};

/** Manifests that together reach every branch of every template. */
export const kinds: Readonly<Record<string, string>> = {
  'the smallest model package': modelPackage(),
  'a model package with everything': modelPackage({
    base: 'base: { os: ubuntu:16.10, packages: [libgomp1, curl] }',
    validation: `validation: { role: "${role}", ${transform} }`,
    upload,
    inference: environment,
    fields: everyField,
    ...fullPage,
  }),
  'a model package with its model in S3': modelPackage({
    artifacts: 'artifacts: { mode: s3, path: trained/v1, s3Uri: s3://models/churn/model.tar.gz }',
  }),
  'a model package with fields': modelPackage({ fields: everyField }),
  'a model package with one field': modelPackage({
    contentTypes:
      'contentTypes: { input: [image/png, application/json], output: [text/csv, application/json] }',
    fields: 'fields: { input: [{ name: picture, type: image }], output: [{ name: score, type: number }] }',
  }),
  'a model package whose answers are streams': modelPackage({
    contentTypes: 'contentTypes: { input: [text/csv], output: [text/event-stream] }',
    validation: `validation: { role: "${role}", ${transform} }`,
    inference: 'inference: { streaming: true }',
  }),
  'the smallest algorithm': algorithm(),
  'an algorithm with everything': algorithm({
    training: `training:${richTraining}`,
    validation: `validation: { role: "${role}", ${transform}, ${jobs} }`,
    upload,
    inference: environment,
  }),
  'an algorithm for a price of each answer': algorithm({
    training: `training:${richTraining}`,
    validation: `validation: { role: "${role}", ${transform}, ${jobs} }`,
    page: 'page: { eula: "https://bucket.s3.amazonaws.com/licence.pdf" }',
    pricing:
      'pricing: { model: per-inference, perInference: "0.001", hourly: { training: "2", transform: { ml.m5.xlarge: "1" } } }',
  }),
  'a model package for nothing': modelPackage({
    validation: `validation: { role: "${role}", ${transform} }`,
    page: 'page: { medical: not-for-diagnosis }',
    pricing: 'pricing: { model: free }',
  }),
  'an algorithm in one image': algorithm({
    training: `training:\n  image: combined${richTraining}`,
    validation: `validation: { role: "${role}", ${transform}, ${jobs} }`,
  }),
};

/** The other frameworks. Their listings need packages, and a model before they start. */
export const frameworkKinds: Readonly<Record<string, string>> = {
  'a model package of ONNX Runtime': modelPackage({ framework: 'framework: onnxruntime' }),
  'the smallest algorithm of ONNX Runtime': algorithm({ framework: 'framework: onnxruntime' }),
  'an algorithm of ONNX Runtime with everything': algorithm({
    framework: 'framework: onnxruntime',
    training: `training:${richTraining}`,
  }),
  'a model package of TensorFlow.js': modelPackage({ framework: 'framework: tensorflow-js' }),
  'the smallest algorithm of TensorFlow.js': algorithm({ framework: 'framework: tensorflow-js' }),
  'an algorithm of TensorFlow.js with everything': algorithm({
    framework: 'framework: tensorflow-js',
    training: `training:${richTraining}`,
  }),
  'a model package of a program': serverPackage(
    { routes: { embed: '/embed' }, environment: { MODE: 'quick' } },
    { artifacts: 'artifacts: { mode: s3, path: trained/v1, s3Uri: s3://models/churn/model.tar.gz }' },
  ),
  'a model package of a program in Node': serverPackage(
    { command: ['node', 'server.js'] },
    { include: 'include: [server.js, public]' },
  ),
  'a model package of a program in Python': serverPackage({ command: ['uvicorn', 'app:app'] }),
  'a model package of a program in an image': serverPackage(
    {},
    { base: 'base: { os: debian:13, image: registry.example.com/engine:1 }' },
  ),
  'an algorithm of a program': serverPackage(
    { command: ['python3', '-m', 'app'] },
    {
      product: 'product: { type: algorithm, name: churn-scorer }',
      artifacts: '',
      training: `training:\n  entry: code/fit.py${richTraining}`,
    },
  ),
  'a model package of scikit-learn': modelPackage({ framework: 'framework: scikit-learn' }),
  'a model package of scikit-learn, with a handler in TypeScript around it': modelPackage({
    framework: 'framework: scikit-learn',
    inference: 'inference: { language: typescript }',
  }),
  'a model package of scikit-learn with fields': modelPackage({
    framework: 'framework: scikit-learn',
    fields: everyField,
  }),
  'a model package of ONNX Runtime with fields': modelPackage({
    framework: 'framework: onnxruntime',
    fields: everyField,
  }),
  'a model package of TensorFlow.js with fields': modelPackage({
    framework: 'framework: tensorflow-js',
    fields: everyField,
  }),
  'a model package of scikit-learn with fields, and a handler in TypeScript': modelPackage({
    framework: 'framework: scikit-learn',
    inference: 'inference: { language: typescript }',
    fields: everyField,
  }),
  'an algorithm of PyTorch whose script trains and predicts': algorithm({
    framework: 'framework: pytorch',
    inference: 'inference: { entry: code/main.py }',
    training: `training:\n  entry: code/main.py${richTraining}`,
  }),
  'an algorithm of Flask': algorithm({
    framework: 'framework: flask',
    training: `training:${richTraining}`,
    validation: `validation: { role: "${role}", ${transform}, ${jobs} }`,
  }),
  'a model package on a Deep Learning Container': modelPackage({
    framework: 'framework: pytorch',
    base: 'base: { deepLearningContainer: pytorch, tag: 2.14.0-cpu-amzn2023-sagemaker }',
  }),
  'an algorithm on two Deep Learning Containers': algorithm({
    framework: 'framework: pytorch',
    base: 'base: { deepLearningContainer: pytorch-inference, tag: 2.6.0-cpu-py312-ubuntu22.04-sagemaker }',
    training: `training:${richTraining}`,
  }),
  'a model package of PyTorch for CUDA': modelPackage({
    framework: 'framework: { name: pytorch, accelerator: cuda }',
    inference:
      'inference: { instances: { realtime: [ml.g5.xlarge, ml.g6.xlarge], transform: [ml.g5.xlarge] } }',
    validation: `validation: { role: "${role}", ${transform} }`,
  }),
  'an algorithm on a Deep Learning Container for GPUs': algorithm({
    framework: 'framework: tensorflow',
    base: 'base: { deepLearningContainer: tensorflow-training, tag: 2.21.0-gpu-py312-cu129-amzn2023-sagemaker }',
    fields: everyField,
    inference: 'inference: { instances: { realtime: [ml.g5.xlarge], transform: [ml.g5.xlarge] } }',
    training: `training:${richTraining}`,
    validation: `validation: { role: "${role}", ${transform}, ${jobs} }`,
  }),
  'an algorithm of XGBoost': algorithm({
    framework: 'framework: xgboost',
    training: `training:${richTraining}`,
  }),
  'an algorithm in script mode': algorithm({
    framework: 'framework: scikit-learn',
    training: `training:\n  entry: my code/fit it.py${richTraining}`,
  }),
};

/** Listings without any TypeScript. */
export const pythonKinds: Readonly<Record<string, string>> = {
  'a model package of Flask': modelPackage({ framework: 'framework: flask' }),
  'a model package of Flask whose answers are streams': modelPackage({
    framework: 'framework: flask',
    inference: 'inference: { streaming: true }',
  }),
  'a model package of Flask with its model in S3': modelPackage({
    framework: 'framework: flask',
    artifacts: 'artifacts: { mode: s3, path: trained/v1, s3Uri: s3://models/churn/model.tar.gz }',
    validation: `validation: { role: "${role}", ${transform} }`,
  }),
};

/** Listings whose images are the seller's own: nothing runs but these. */
export const ownImageKinds: Readonly<Record<string, string>> = {
  'the smallest model package of an own image': ownImage(),
  'a model package of an own image with everything': ownImage({
    artifacts: 'artifacts: { mode: s3, path: trained/v1, s3Uri: s3://models/churn/model.tar.gz }',
    validation: `validation: { role: "${role}", ${transform} }`,
    upload,
    fields: everyField,
  }),
  'an algorithm of two own images': ownImage({
    product: 'product: { type: algorithm, name: churn-scorer }',
    image:
      'image: { inference: "serves:{release}", training: trains@sha256:5d0c7e1f9b3a48262e6f1b0d7c95a8e34412f0b6d98c7a5e3f1029b4c6d8e7a1 }',
    training: `training:${richTraining}`,
    validation: `validation: { role: "${role}", ${transform}, ${jobs} }`,
    upload,
  }),
};

function filesOf(yaml: string) {
  const parsed = parseManifestFile('marketplace.yaml', {
    kind: 'bytes',
    bytes: new TextEncoder().encode(yaml),
  });
  return new Map([['marketplace.yaml', { parsed, parents: [] }]]);
}

/** The resolved listing of a manifest without errors. */
export function resolveText(yaml: string): ResolvedListing {
  return explainText(yaml).value;
}

/** The same, with the reasons. */
export function explainText(yaml: string): Choice<ResolvedListing> {
  const { resolved, problems } = explainListing(preparedForTests(), 'marketplace.yaml', filesOf(yaml));
  if (!resolved) throw new Error(printProblems(problems));
  return resolved;
}

/** The listing's files. A test that expects problems must check `problems` instead. */
export function renderText(yaml: string): RenderedListing {
  return renderListing(preparedForTests(), 'marketplace.yaml', filesOf(yaml));
}

export function textsOf(yaml: string): ReadonlyMap<string, string> {
  const { rendered, problems } = renderText(yaml);
  if (!rendered) throw new Error(printProblems(problems));
  return new Map([...rendered.files].map(([path, { content }]) => [path, new TextDecoder().decode(content)]));
}

/** Writes a listing to disk like the product, but without a lock. */
export function placeListing(folder: string, yaml: string): void {
  placeRendered(folder, renderText(yaml));
  writeFileSync(join(folder, 'marketplace.yaml'), yaml);
}

/** Only the files. */
export function placeRendered(folder: string, { rendered, problems }: RenderedListing): void {
  if (!rendered) throw new Error(printProblems(problems));
  mkdirSync(folder, { recursive: true });
  for (const [path, { content, mode }] of rendered.files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
    chmodSync(join(folder, path), mode);
  }
}
