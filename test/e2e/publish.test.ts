import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openToAll, runYo } from '../../scripts/run-yo.ts';
import { awsMissing, startAws } from '../support/aws.ts';
import { inCiAlone, isEveryCase, oneIn } from '../support/every-case.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { generatedFolder, writeManifest } from '../support/listing-folder.ts';
import { fronts, publishStep } from '../support/publish-step.ts';
import { runBin } from '../support/run-bin.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const missing = awsMissing();
const validated = modelPackage({
  validation: `validation:
  role: arn:aws:iam::123456789012:role/SageMakerValidation
  transform: { input: s3://example-bucket/in/, output: s3://example-bucket/out/, contentType: text/csv }`,
});
const pushes =
  'would push churn-scorer:0.1.0 to the repository churn-scorer in us-east-2, and have it scanned\n';
const creates =
  'would create model package churn-scorer-0-1-0 in us-east-2 from marketplace/create-model-package.json, and wait until AWS has validated it\n';

test.each(
  oneIn(2, [
    ['upload', pushes],
    ['register', creates],
  ]),
)('the real yo says what %s would do, and asks nobody', (step, told) => {
  const { status, stdout, stderr } = runYo(openFolder(), [`sagemaker-mkt:${step}`, '--dry-run']);
  expect([status, stdout], stderr).toEqual([0, told]);
});

test.skipIf(!isEveryCase)(`the real yo refuses a flag of an upload that it does not know${inCiAlone}`, () => {
  const folder = openFolder();
  const { status, stderr } = runYo(folder, ['sagemaker-mkt:upload', '--move-tags']);
  expect(status).toBe(2);
  expect(stderr).toContain('`sagemaker-mkt:upload` has no option `--move-tags`; did you mean `--move-tag`?');
});

test.skipIf(missing)(`the real yo ends with 4 where AWS refuses${missing ?? ''}`, async () => {
  const { status, stderr } = runYo(openFolder(), ['sagemaker-mkt:register'], {
    environment: (await startAws()).environment,
  });
  expect(status).toBe(4);
  expect(stderr).toContain('error: churn-scorer:0.1.0 is not in ECR\n  fix: upload it with');
});

test.skipIf(missing || !isEveryCase)(`the real yo registers${missing ?? inCiAlone}`, async () => {
  const aws = await startAws();
  await aws.addImage('churn-scorer', '0.1.0', { region: 'us-east-2' });
  const environment = { ...aws.environment, PAUSE_SECONDS: '0' };
  const { status, stdout, stderr } = runYo(openFolder(), ['sagemaker-mkt:register'], { environment });
  expect(status, stderr).toBe(0);
  expect(stdout).toBe('arn:aws:sagemaker:us-east-2:123456789012:model-package/churn-scorer-0-1-0\n');
});

test('many listings are planned in one run, and one with an error does not stop the others', () => {
  const folder = temporaryFolder();
  for (const [name, yaml] of [
    ['a', validated],
    ['b', validated.replace('amazonlinux:2023', 'amazonlinux:2024')],
    ['c', modelPackage()],
  ] as const) {
    mkdirSync(join(folder, name));
    writeManifest(join(folder, name), yaml);
  }
  const { code, out, err } = runBin(['upload', '**', '--dry-run', '--json'], folder);
  expect(code).toBe(1);
  expect(err).toContain('b/marketplace.yaml:4:7: error: `base` is "amazonlinux:2024"');
  const { listings } = JSON.parse(out) as {
    listings: { manifest: string; status: string; plan?: string[] }[];
  };
  expect(listings.map(({ manifest, status, plan }) => [manifest, status, plan])).toEqual([
    ['a/marketplace.yaml', 'planned', [pushes.trim()]],
    ['b/marketplace.yaml', 'refused', undefined],
    ['c/marketplace.yaml', 'planned', [pushes.trim()]],
  ]);
});

test('a listing without validation cannot be registered, and is told what to add', () => {
  const folder = generatedFolder(modelPackage());
  const { code, out, err } = runBin(['register'], folder);
  expect([code, out]).toEqual([4, '']);
  expect(err).toContain('error: marketplace.yaml has no validation');
});

test.each(fronts)('%s accepts only numbers where a variable must be a number', (front) => {
  const folder = generatedFolder(validated);
  const steps = ['upload', 'register'] as const;
  const cases = (
    [
      ['ENGINE_SECONDS', 'abc', '1 to 1000000'],
      ['ENGINE_SECONDS', '0', '1 to 1000000'],
      ['PAUSE_SECONDS', '1.5', '0 to 86400'],
      ['MULTIPART_ABOVE', '3000000000', '0 to 2000000000'],
      ['PART_BYTES', '08', '5242880 to 2000000000'],
    ] as const
  ).flatMap((setting) => steps.map((step) => [step, ...setting] as const));
  for (const [step, name, said, range] of front === 'the script' ? cases : oneIn(5, cases)) {
    const { code, out, err } = publishStep(front, step, folder, [], { [name]: said });
    expect({ code, out, err }).toEqual({
      code: 4,
      out: '',
      err: `error: ${name} is set to ${said}, and takes a whole number from ${range}\n  fix: write such a number, or unset it\n`,
    });
  }
});

test('a refusal is also in the JSON output', () => {
  const folder = generatedFolder(modelPackage());
  const { code, out } = runBin(['upload', '--json'], folder, { ENGINE: 'no-such-engine' });
  expect(code).toBe(4);
  expect(JSON.parse(out)).toMatchObject({
    listings: [
      {
        status: 'refused',
        error: {
          what: 'there is no no-such-engine here, which pushes the image',
          fix: 'install Docker; or install podman, and set ENGINE=podman',
        },
      },
    ],
  });
});

/** Open to all users: `yo` started as root switches to an ordinary user. */
function openFolder(): string {
  const folder = generatedFolder(validated);
  openToAll(folder);
  return folder;
}
