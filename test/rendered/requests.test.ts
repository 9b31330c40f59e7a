import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { kinds, textsOf } from '../support/build-listing.ts';
import { exampleNames, renderExample } from '../support/render-example.ts';

const checker = fileURLToPath(new URL('../support/check_requests.py', import.meta.url));
const python = process.env['PYTHON'] ?? 'python3';
const missing = spawnSync(python, ['-c', 'import botocore']).status === 0 ? '' : ' (no botocore for python3)';

test.skipIf(missing)(`AWS’s service model accepts the requests of every example and kind${missing}`, () => {
  const requests = [...exampleNames().map(exampleTexts), ...Object.values(kinds).map(textsOf)].flatMap(
    requestsIn,
  );
  expect(requests.length).toBeGreaterThanOrEqual(4);
  expect(faultsIn(requests)).toBe('');
});

test.skipIf(missing)(`the check finds a wrong member, a wrong word and a wrong pattern${missing}`, () => {
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

test('the policy of the scripts names this listing’s repositories and nothing wider', () => {
  const policy = JSON.parse(
    textsOf(kinds['an algorithm with everything'] ?? '').get('marketplace/iam-policy.json') ?? '',
  );
  const wide = policy.Statement.filter(({ Resource }: { Resource: string[] }) => Resource.includes('*'));
  expect(wide.map(({ Sid }: { Sid: string }) => Sid)).toEqual(['LogIn']);
  const actions: string[] = policy.Statement.flatMap(({ Action }: { Action: string[] }) => Action);
  for (const action of actions) expect(action).toMatch(/^(ecr|sts|sagemaker|iam|s3):[A-Z][A-Za-z]+$/);
});

interface Request {
  readonly operation: string;
  readonly request: unknown;
}

function exampleTexts(name: string): ReadonlyMap<string, string> {
  const files = renderExample(name).rendered?.files ?? new Map();
  return new Map([...files].map(([path, { content }]) => [path, new TextDecoder().decode(content)]));
}

function requestsIn(texts: ReadonlyMap<string, string>): Request[] {
  const operations = {
    'marketplace/create-model-package.json': 'CreateModelPackage',
    'marketplace/create-algorithm.json': 'CreateAlgorithm',
  };
  return Object.entries(operations).flatMap(([path, operation]) => {
    const text = texts.get(path)?.replaceAll('ACCOUNT_ID', '123456789012');
    return text === undefined ? [] : [{ operation, request: JSON.parse(text) }];
  });
}

function faultsIn(requests: readonly Request[]): string {
  const input = requests.map((request) => JSON.stringify(request)).join('\n');
  const { stdout, stderr } = spawnSync(python, [checker], { input, encoding: 'utf8' });
  return stdout + stderr;
}
