import { spawnSync } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RenderedListing } from '../../src/generate.ts';
import { contentsOf, keysOnly } from '../support/account-contents.ts';
import { resourcesOf, templatePath } from '../support/account-template.ts';
import { type Aws, awsMissing, startAws } from '../support/aws.ts';
import { kinds, placeRendered, pythonKinds, renderText, textsOf } from '../support/build-listing.ts';
import { completeListings } from '../support/complete-listings.ts';
import { oneIn } from '../support/every-case.ts';
import { publishSteps } from '../support/publish-walk.ts';
import { exampleTexts, renderExample } from '../support/render-example.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const missing = awsMissing();
const because = missing ? ` (${missing})` : '';
const account = '123456789012';

const roleWithPath = (pythonKinds['a model package of Flask with its model in S3'] ?? '')
  .replace('role/Validation', 'role/teams/risk/Validation')
  .replace('s3://data/out/', 's3://answers/out/');

const listings: Readonly<Record<string, () => RenderedListing>> = {
  'an algorithm': () => renderExample('algorithm'),
  'a model package': () => renderExample('full'),
  'a model package of Flask with its model in S3 and a role with a path': () => renderText(roleWithPath),
};

test.skipIf(missing).each(oneIn(2, Object.entries(listings)))(
  `the commands of the guide prepare an account for %s${because}`,
  async (_, render) => {
    const aws = await startAws();
    const listing = placed(render());
    const { status, stdout, stderr } = walk(listing, aws);
    expect([status, stderr]).toEqual([0, '']);
    const { roles, policies, buckets } = contentsOf(aws);
    const request = read(listing, requestFile(listing));
    const template = resourcesOf(textsIn(listing));
    const [access, validation] = ['AccessRole', 'ValidationRole'].map((id) => {
      const role = roles[String(template[id]?.Properties.RoleName)];
      expect(role?.trust).toEqual(template[id]?.Properties.AssumeRolePolicyDocument);
      expect(Object.values(role?.inline ?? {})).toEqual([template[`${id}Policy`]?.Properties.PolicyDocument]);
      return role;
    });
    expect(validation?.arn).toBe(valuesOf(request, ['ValidationRole'])[0]);
    expect(stdout.trim().split('\n').at(-1)).toBe(access?.arn);
    expect(Object.values(policies)).toEqual([template['PublishPolicy']?.Properties.PolicyDocument]);
    const region = /\.ecr\.([a-z0-9-]+)\./.exec(JSON.stringify(request))?.[1];
    for (const uri of valuesOf(request, ['S3OutputPath', 'ModelDataUrl']))
      expect(buckets[bucketOf(uri)]?.region).toBe(region);
    for (const uri of valuesOf(request, ['S3Uri'])) {
      const bucket = buckets[bucketOf(uri)];
      expect(bucket?.region).toBe(region);
      expect(bucket?.objects.map((key) => `s3://${bucketOf(uri)}/${key}`).join('\n')).toContain(uri);
    }
  },
  600_000,
);

test.skipIf(missing)(
  `a user in another account learns what to change${because}`,
  async () => {
    const manifest = (kinds['a model package with everything'] ?? '').replace(account, '210987654321');
    const { stderr } = walk(placed(renderText(manifest)), await startAws(), 1);
    expect(stderr).toBe(`this is account ${account}: use it in validation.role\n`);
  },
  600_000,
);

test('the walk builds, uploads and registers between roles and product, and ends with the Catalog API', () => {
  const needs = (yaml: string) =>
    publishSteps(textsOf(yaml).get('README.md') ?? '').map((step) => step.needs);
  const registered = ['account', 'account', 'account', 'engine', 'account'];
  expect(needs(kinds['an algorithm with everything'] ?? '')).toEqual([...registered, 'generator']);
  expect(needs(roleWithPath)).toEqual([...registered, 'generator']);
  expect(needs(completeListings['an algorithm'])).toEqual([...registered, 'catalog']);
  expect(needs(kinds['the smallest model package'] ?? '')).toEqual(['account', 'engine']);
});

test('what the guide copies is in a fresh listing, or the guide says first to put it there', () => {
  const fresh = [exampleTexts('full'), exampleTexts('algorithm'), textsOf(roleWithPath)];
  const missing = fresh.flatMap((texts) => {
    const [, guide = ''] = (texts.get('README.md') ?? '').split('\n## Publish it\n');
    const copies = [...guide.matchAll(/^aws s3 cp (\S+) /gm)];
    expect(copies.length).toBeGreaterThanOrEqual(1);
    const absent = copies.filter(([, from = '']) => !texts.has(from));
    for (const { 1: from = '', index } of absent)
      expect(guide.slice(0, index)).toMatch(new RegExp(`\\bput some into .*\`${from}\`.* first\\b`));
    return absent.map(([, from]) => from);
  });
  expect(missing).toEqual(['local/input/data/train', 'local/input/data/validation']);
});

test('the guide names what a key of the seller’s own must let the roles do', () => {
  const guideOf = (yaml: string) => (textsOf(yaml).get('README.md') ?? '').replace(/\s+/g, ' ');
  const actions = '`kms:GenerateDataKey` and `kms:Decrypt`';
  expect(guideOf(kinds['an algorithm with everything'] ?? '')).toContain(
    `the validation role also needs ${actions}`,
  );
  expect(guideOf(roleWithPath)).toContain(
    `the validation role and the identity that publishes also need ${actions}`,
  );
  expect(guideOf(kinds['a model package with its model in S3'] ?? '')).toContain(
    `the identity that uploads also needs ${actions}`,
  );
  expect(guideOf(kinds['the smallest model package'] ?? '')).not.toContain('kms:');
});

/** A listing on disk, with data for its training. */
function placed(rendered: RenderedListing): string {
  const listing = join(temporaryFolder(), 'a listing');
  placeRendered(listing, rendered);
  for (const channel of ['train', 'validation']) {
    const folder = join(listing, 'local/input/data', channel);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'rows.csv'), '1,2\n');
  }
  return listing;
}

/** Runs the first `count` steps that need only an account, in one shell that stops at the first error. */
function walk(listing: string, aws: Aws, count = 4) {
  const steps = publishSteps(readFileSync(join(listing, 'README.md'), 'utf8'));
  const commands = steps.filter(({ needs }) => needs === 'account').map((step) => step.commands);
  expect(commands.length).toBe(4);
  const words = ['--norc', '-euo', 'pipefail', '-c', commands.slice(0, count).join('\n')];
  return spawnSync('bash', words, { cwd: listing, encoding: 'utf8', env: keysOnly(aws) });
}

function textsIn(listing: string): ReadonlyMap<string, string> {
  return new Map([[templatePath, readFileSync(join(listing, templatePath), 'utf8')]]);
}

function requestFile(listing: string): string {
  const [file = ''] = globSync('marketplace/create-*.json', { cwd: listing });
  return file;
}

/** A file of the listing, with the account ID filled in. */
function read(listing: string, path: string): unknown {
  return JSON.parse(readFileSync(join(listing, path), 'utf8').replaceAll('ACCOUNT_ID', account));
}

function bucketOf(s3Uri: string): string {
  return s3Uri.split('/')[2] ?? '';
}

/** The values of all members with these names, at any depth. */
function valuesOf(value: unknown, names: readonly string[]): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    names.includes(name) && typeof member === 'string' ? [member] : valuesOf(member, names),
  );
}
