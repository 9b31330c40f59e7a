import { spawnSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { awsMissing, awsPython } from '../support/aws.ts';
import { kinds, ownImageKinds, textsOf } from '../support/build-listing.ts';
import { root } from '../support/built.ts';
import { oneIn } from '../support/every-case.ts';
import { pathWithQuickAws } from '../support/quick-aws.ts';
import { exampleNames, exampleTexts } from '../support/render-example.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const checker = fileURLToPath(new URL('../support/check_requests.py', import.meta.url));
const missing = awsMissing();
const because = missing ? ` (${missing})` : '';
const digest = `sha256:${'0'.repeat(64)}`;

test.skipIf(missing)(`AWS’s service model accepts the requests of every example and kind${because}`, () => {
  const requests = allRequests();
  expect(requests.length).toBeGreaterThanOrEqual(6);
  expect(faultsIn(requests)).toBe('');
});

test.skipIf(missing)(`the check finds a wrong member, a wrong word and a wrong pattern${because}`, () => {
  const request = {
    AlgorithmName: 'a_b',
    TrainingSpecification: {
      TrainingImage: 'x',
      SupportedTrainingInstanceTypes: ['ml.x'],
      TrainingChannels: [],
    },
    Unknown: 1,
  };
  const faults = faultsIn([{ operation: 'CreateAlgorithm', request }]);
  for (const word of ['Unknown', 'ml.x', 'a_b', 'TrainingChannels']) expect(faults).toContain(word);
});

test.skipIf(missing)(
  `the AWS CLI takes each request as it is${because}`,
  () => {
    const env = { ...process.env, PATH: pathWithQuickAws() };
    for (const { operation, request } of oneIn(4, allRequests())) {
      const command = operation === 'CreateAlgorithm' ? 'create-algorithm' : 'create-model-package';
      const words = ['sagemaker', command, '--region', 'us-east-2', '--generate-cli-skeleton', 'output'];
      const input = ['--cli-input-json', JSON.stringify(request)];
      const { status, stderr } = spawnSync('aws', [...words, ...input], { encoding: 'utf8', env });
      expect(status, stderr).toBe(0);
    }
  },
  600_000,
);

test('the compiler accepts each request as input of the AWS SDK for JavaScript', () => {
  const folder = temporaryFolder();
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const requests = allRequests().map(
    ({ operation, request }, index) =>
      `export const request${index}: ${operation}CommandInput = ${JSON.stringify(request)};`,
  );
  const wrong = requests.map((text) =>
    text.replace('export const ', '$&wrong').replace('"ml.m5.', '"ml.m55.'),
  );
  const refused = compile(folder, [...requests, ...wrong])
    .split('\n')
    .filter((line) => /^\S/.test(line));
  const ofWrong = refused.filter(
    (line) => Number(/\brequests\.ts\((\d+),/.exec(line)?.[1]) > requests.length + 1,
  );
  expect(ofWrong.join('\n')).toContain('ml.m55.');
  expect(refused).toEqual(ofWrong);
});

test('a request names its images by digests, which register fills in, and a combined image twice', () => {
  const imagesOf = (kind: string) => {
    const [request] = Object.values(rawRequests(textsOf(kinds[kind] ?? '')));
    const { TrainingSpecification: training, InferenceSpecification: inference } = JSON.parse(request ?? '');
    return [inference.Containers[0].Image, training?.TrainingImage];
  };
  const registry = 'ACCOUNT_ID.dkr.ecr.us-east-2.amazonaws.com';
  const serving = `${registry}/churn-scorer@INFERENCE_IMAGE_DIGEST`;
  expect(imagesOf('a model package with everything')).toEqual([serving, undefined]);
  expect(imagesOf('an algorithm with everything')).toEqual([
    serving,
    `${registry}/churn-scorer-training@TRAINING_IMAGE_DIGEST`,
  ]);
  expect(imagesOf('an algorithm in one image')).toEqual([serving, serving]);
});

test('the tags of the manifest are on the SageMaker resource too', () => {
  const [text] = Object.values(rawRequests(textsOf(kinds['an algorithm with everything'] ?? '')));
  expect(JSON.parse(text ?? '').Tags).toEqual([
    { Key: 'team', Value: 'risk + co' },
    { Key: 'cost', Value: '12' },
  ]);
});

interface Request {
  readonly operation: string;
  readonly request: unknown;
}

/** As `register` sends them. */
function allRequests(): Request[] {
  const listings = [
    ...exampleNames().map(exampleTexts),
    ...Object.values({ ...kinds, ...ownImageKinds }).map(textsOf),
  ];
  return listings.flatMap((texts) =>
    Object.entries(rawRequests(texts)).map(([operation, text]) => ({
      operation,
      request: JSON.parse(
        text
          .replaceAll('ACCOUNT_ID', '123456789012')
          .replace(/\b(INFERENCE|TRAINING)_IMAGE_DIGEST\b/g, digest),
      ),
    })),
  );
}

function rawRequests(texts: ReadonlyMap<string, string>): Record<string, string> {
  const paths = {
    CreateModelPackage: 'marketplace/create-model-package.json',
    CreateAlgorithm: 'marketplace/create-algorithm.json',
  };
  const there = Object.entries(paths).flatMap(([operation, path]) => {
    const text = texts.get(path);
    return text === undefined ? [] : [[operation, text] as const];
  });
  return Object.fromEntries(there);
}

function faultsIn(requests: readonly Request[]): string {
  const input = requests.map((request) => JSON.stringify(request)).join('\n');
  const { stdout, stderr } = spawnSync(awsPython, [checker], { input, encoding: 'utf8' });
  return stdout + stderr;
}

/** The compiler's output for these declarations. */
function compile(folder: string, declarations: readonly string[]): string {
  const names = 'CreateAlgorithmCommandInput, CreateModelPackageCommandInput';
  const file = join(folder, 'requests.ts');
  writeFileSync(
    file,
    [`import type { ${names} } from '@aws-sdk/client-sagemaker';`, ...declarations].join('\n'),
  );
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const options = ['--noEmit', '--strict', '--skipLibCheck', '--target', 'es2024', '--module', 'nodenext'];
  return spawnSync(process.execPath, [compiler, ...options, '--types', 'node', file], {
    cwd: folder,
    encoding: 'utf8',
  }).stdout;
}
