import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { knownCatalogErrors } from '../../src/model/known-catalog-errors.ts';
import { keysOnly } from '../support/account-contents.ts';
import { type Aws, awsMissing, startAws } from '../support/aws.ts';
import { root } from '../support/built.ts';
import { completeListings } from '../support/complete-listings.ts';
import { oneIn } from '../support/every-case.ts';
import { generatedFolder, text } from '../support/listing-folder.ts';
import { publishSteps } from '../support/publish-walk.ts';

const missing = awsMissing();
const because = missing ? ` (${missing})` : '';
const slow = { timeout: 600_000 };
const page = readFileSync(join(root, 'docs/how-to/publish-the-product.md'), 'utf8');

test.skipIf(missing).each(oneIn(3, Object.entries(completeListings)))(
  `the commands of the page send every request of %s as it is${because}`,
  slow,
  async (_, yaml) => {
    const aws = await startAws();
    const folder = generatedFolder(yaml);
    const isFree = yaml.includes('model: free');
    // Only the listing's own commands, and the description of a product, are left out.
    const [, ...blocks] = [...page.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block);
    const commands = blocks.filter((block) => !block.includes('describe-entity'));
    expect(commands.length).toBe(blocks.length - 1);
    const script = isFree ? commands.join('\n').replace('send new-prices\n', '') : commands.join('\n');
    const { status, stdout, stderr } = inBash(aws, folder, script);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain('product prod-abcdefghijklm, offer offer-abcdefghijklm\n');
    const sent = (await aws.calls()).filter(({ operation }) => operation === 'StartChangeSet');
    expect(await aws.violations()).toEqual([]);
    expect(JSON.stringify(sent)).not.toMatch(/[A-Z]_ID\b/);
    const files = globSync('marketplace/catalog/*.json', { cwd: folder });
    // The page shows no way back from the public: it is sent as the way to it.
    const wanted = files
      .filter((file) => basename(file) !== 'visibility-limited.json')
      .map((file) => filledIn(text(folder, file)));
    const names = ({ ChangeSetName }: { ChangeSetName?: unknown }) => String(ChangeSetName);
    expect(sent.map(({ parameters }) => withoutToken(parameters)).sort(by(names))).toEqual(
      wanted.sort(by(names)),
    );
  },
);

test.skipIf(missing)(`the guide of a listing sends its first publication${because}`, slow, async () => {
  const aws = await startAws();
  const folder = generatedFolder(completeListings['an algorithm']);
  const steps = publishSteps(text(folder, 'README.md'));
  const [command] = steps.filter(({ needs }) => needs === 'catalog');
  const { status, stdout, stderr } = inBash(aws, folder, `account=${aws.account}\n${command?.commands}`);
  expect([status, stderr]).toEqual([0, '']);
  expect(JSON.parse(stdout).ChangeSetArn).toMatch(/^arn:aws:aws-marketplace:us-east-1:123456789012:/);
  const [sent] = (await aws.calls()).filter(({ operation }) => operation === 'StartChangeSet');
  const file = text(folder, 'marketplace/catalog/first-publication.json');
  expect(withoutToken(sent?.parameters ?? {})).toEqual(filledIn(file));
  const asked = inBash(aws, folder, `account=1\n${command?.commands.trimEnd()} --intent VALIDATE`);
  expect(asked.status, asked.stderr).toBe(0);
  expect((await aws.calls()).at(-1)?.parameters).toMatchObject({ Intent: 'VALIDATE' });
});

test('a listing without a page says what its requests wait for', () => {
  const folder = generatedFolder(
    completeListings['a model package'].replace(/^page:[\s\S]*?^buyers:/m, 'buyers:'),
  );
  expect(globSync('marketplace/catalog/*', { cwd: folder })).toEqual([]);
  expect(text(folder, 'README.md').replace(/\s+/g, ' ')).toContain(
    '`marketplace/catalog/` has the requests as soon as the manifest says all that AWS asks for. This prints what is missing: ```sh sagemaker-mkt validate --for publish ```',
  );
});

test('every code that AWS documents for these requests has its remedy', () => {
  const codes = new Set(knownCatalogErrors.flatMap(({ pattern }) => pattern.split('|')));
  const documented = [
    ...['INCOMPATIBLE_PRODUCT_STATUS', 'DUPLICATE_VERSION_TITLE', 'INVALID_RECOMMENDED_INSTANCE_TYPE'],
    ...['INCOMPATIBLE_DELIVERY_OPTIONS', 'INVALID_ASSET_ARN', 'DUPLICATE_ASSET', 'ASSET_NOT_FOUND'],
    ...['ASSET_VALIDATION_EXCEPTION', 'INVALID_ACCESS_ROLE', 'UPDATE_PRICING_REQUIRED', 'SCAN_ERROR'],
    ...['INVALID_DELIVERY_OPTION_ID', 'INCOMPATIBLE_DELIVERY_OPTION_STATUS', 'FIELD_NOT_ALLOWED_TO_CHANGE'],
    ...['MISSING_DELIVERY_OPTION_IDS', 'INVALID_DELIVERY_OPTION_IDS', 'INVALID_DELIVERY_OPTION_STATUS'],
    ...['ALL_DELIVERY_OPTIONS_RESTRICTED', 'INVALID_AWS_ACCOUNT_IDS', 'VALIDATION_FAILED'],
    ...['MISSING_SELLER_PROFILE_INFORMATION', 'AUDIT_ERROR', 'MISSING_MANDATORY_TERMS'],
    ...['INVALID_PRICE_CHANGE', 'INVALID_INPUT', 'MISSING_DATA', 'INVALID_CATEGORY_NAMES', 'INVALID_MEDIA'],
    ...['INVALID_ADDITIONAL_RESOURCES', 'InvalidImageProperties', 'DUPLICATE_MEDIA', 'TOO_MANY_MEDIA'],
    ...['EXPLICIT_CONTENT', 'INVALID_PRODUCT_VISIBILITY', 'INVALID_PRODUCT_STATE'],
    ...['INVALID_TARGET_VISIBILITY', 'EMPTY_TARGET_VISIBILITY', 'INVALID_REPLACEMENT_PRODUCT_ID'],
  ];
  expect(documented.filter((code) => !codes.has(code))).toEqual([]);
  const twice = [...codes].filter(
    (code) => knownCatalogErrors.filter(({ pattern }) => pattern.split('|').includes(code)).length > 1,
  );
  expect(twice).toEqual([]);
});

test('the page has a row for every request, and remedies name only requests that there are', () => {
  const folder = generatedFolder(completeListings['a model package']);
  const files = globSync('marketplace/catalog/*.json', { cwd: folder }).map((file) => basename(file));
  const rows = [...page.matchAll(/^\| `([a-z-]+\.json)` \|/gm)].map(([, file]) => file);
  expect(rows.toSorted()).toEqual(files.toSorted());
  const named = knownCatalogErrors.flatMap(({ fix }) => fix.match(/[a-z]+(?:-[a-z]+)+\.json/g) ?? []);
  expect(named.filter((file) => !files.includes(file))).toEqual([]);
});

function inBash(aws: Aws, cwd: string, script: string) {
  const words = ['--norc', '-euo', 'pipefail', '-c', script];
  return spawnSync('bash', words, {
    cwd,
    encoding: 'utf8',
    env: { ...keysOnly(aws), AWS_REGION: 'us-east-2' },
  });
}

/** A request as it has to arrive. */
function filledIn(request: string) {
  return JSON.parse(
    request
      .replaceAll(':ACCOUNT_ID:', ':123456789012:')
      .replaceAll('"PRODUCT_ID"', '"prod-abcdefghijklm"')
      .replaceAll('"OFFER_ID"', '"offer-abcdefghijklm"')
      .replaceAll('"DELIVERY_OPTION_ID"', '"00000000-0000-4000-8000-000000000000"'),
  );
}

/** The AWS CLI adds a token, so that a repeated call makes nothing twice. */
function withoutToken({ ClientRequestToken: _random, ...parameters }: Readonly<Record<string, unknown>>) {
  return parameters;
}

function by<Value>(key: (value: Value) => string) {
  return (one: Value, other: Value) => (key(one) < key(other) ? -1 : 1);
}
