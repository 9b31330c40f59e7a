import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { awsMissing, awsPython } from '../support/aws.ts';
import { resolveText, textsOf } from '../support/build-listing.ts';
import { completeListings } from '../support/complete-listings.ts';
import { completePage } from '../support/complete-page.ts';
import { modelPackage } from '../support/expect-problems.ts';

const place = (path: string) => fileURLToPath(new URL(`../support/${path}`, import.meta.url));
const schema = JSON.parse(readFileSync(place('change-set.schema.json'), 'utf8'));
const fits = new Ajv2020({ allErrors: true, strictTypes: false, strictTuples: false }).compile(schema);

const listings = Object.entries(completeListings);

test.each(listings)('every request of %s is as AWS documents it', (_, yaml) => {
  const requests = requestsOf(yaml);
  expect(requests.size).toBeGreaterThanOrEqual(8);
  for (const [name, request] of requests) expect(faultsOf(request), name).toEqual([]);
});

describe('the schema of requests', () => {
  test('takes no member that AWS does not document, and lacks none that it asks for', () => {
    const optional =
      /^(Sku|VideoUrls|Limitations|Parameters|SageMakerCustomAttributes|Constraints|Required|AlwaysReturned)$/;
    const { request } = requestOf('one with a licence of its own, a video, attributes and a medical use');
    for (const path of pathsIn(request)) {
      const more = edited(request, path, (value) => ({ ...(value as object), More: 'x' }));
      expect(faultsOf(more), `${path.join('.')}.More`).not.toEqual([]);
      for (const member of Object.keys(at(request, path) as object)) {
        const without = edited(request, path, (value) => {
          const { [member]: _gone, ...others } = value as Record<string, unknown>;
          return others;
        });
        expect(faultsOf(without).length > 0, [...path, member].join('.')).toBe(!optional.test(member));
      }
    }
  });

  test('takes no text that is longer than AWS takes it, and no list', () => {
    const { request } = requestOf('one with the longest texts');
    const full = textPathsIn(request).filter((path) => {
      const text = String(at(request, path));
      const longer = edited(request, path, () => `${text.slice(0, -1)}${text.at(-2)}${text.at(-1)}`);
      return faultsOf(longer).length > 0;
    });
    const names = new Set(full.map((path) => path.filter((part) => Number.isNaN(Number(part))).at(-1)));
    for (const name of ['ProductTitle', 'ShortDescription', 'LongDescription', 'Sku', 'SupportDescription'])
      expect(names).toContain(name);
    for (const name of ['Highlights', 'Text', 'ReleaseNotes', 'UsageInstructions', 'RefundPolicy'])
      expect(names).toContain(name);
    for (const name of ['Limitations', 'Description', 'Constraints', 'Name']) expect(names).toContain(name);
    const lists = ['Highlights', 'Categories', 'AdditionalResources', 'VideoUrls', 'Parameters'];
    for (const name of [...lists, 'SageMakerCustomAttributes', 'DeliveryOptions', 'Documents']) {
      const path = pathTo(request, name);
      const longer = edited(request, path, (list) => [...(list as unknown[]), (list as unknown[])[0]]);
      expect(faultsOf(longer), name).not.toEqual([]);
    }
  });

  test.each([
    ['Price', '1.123456789'],
    ['Price', '100000001'],
    ['DimensionKey', 'ml.m5.large.m.i.x'],
    ['Duration', 'P32D'],
    ['RefundPolicy', 'Zurück in 30 Tagen'],
    ['LogoUrl', 'http://example.com/logo.png'],
    ['SampleNotebookUrl', 'https://example.com/x?y'],
    ['AccessRoleArn', 'arn:aws-cn:iam::123456789012:role/x'],
    ['AccessRoleArn', 'arn:aws:iam::123456789012:role/path/x'],
    ['ChangeName', 'Product1'],
    ['ProductTitle', ' A title'],
    ['LongDescription', 'a bell \u0007'],
    ['Version', '2019-04-24'],
  ])('takes no %s of %s', (name, value) => {
    const { request } = requestOf('a model package');
    const path = pathTo(request, name, (found) => typeof found === 'string');
    expect(faultsOf(request)).toEqual([]);
    expect(faultsOf(edited(request, path, () => value))).not.toEqual([]);
  });
});

test('the first publication makes product and offer, and releases both', () => {
  const { request } = requestOf('a model package');
  const changes = request.ChangeSet.map(({ ChangeName, ChangeType, Entity: { Type, Identifier = '' } }) =>
    `${ChangeName}: ${ChangeType} ${Type} ${Identifier}`.trim(),
  );
  const [product, offer] = ['MachineLearningProduct@1.0', 'Offer@1.0'];
  expect(changes).toEqual([
    `Product: CreateProduct ${product}`,
    `Page: UpdateInformation ${product} $Product.Entity.Identifier`,
    `Version: AddDeliveryOptions ${product} $Product.Entity.Identifier`,
    `Offer: CreateOffer ${offer}`,
    `OfferInformation: UpdateInformation ${offer} $Offer.Entity.Identifier`,
    `Refunds: UpdateSupportTerms ${offer} $Offer.Entity.Identifier`,
    `Licence: UpdateLegalTerms ${offer} $Offer.Entity.Identifier`,
    `Prices: UpdatePricingTerms ${offer} $Offer.Entity.Identifier`,
    `ReleaseProduct: ReleaseProduct ${product} $Product.Entity.Identifier`,
    `ReleaseOffer: ReleaseOffer ${offer} $Offer.Entity.Identifier`,
  ]);
});

test('every id that a request cannot know is a blank, and nothing else is', () => {
  const blanks = Object.fromEntries(
    [...requestsOf(completeListings['a model package'])].map(([name, request]) => [
      name,
      [...new Set(JSON.stringify(request).match(/\b(?:ACCOUNT|PRODUCT|OFFER|DELIVERY_OPTION)_ID\b/g))],
    ]),
  );
  const version = ['PRODUCT_ID', 'ACCOUNT_ID'];
  expect(blanks).toEqual({
    'first-publication': ['ACCOUNT_ID'],
    'new-page': ['PRODUCT_ID'],
    'new-prices': ['OFFER_ID'],
    'new-version': version,
    'new-version-and-prices': [...version, 'OFFER_ID'],
    'restrict-version': ['PRODUCT_ID', 'DELIVERY_OPTION_ID'],
    'visibility-limited': ['PRODUCT_ID'],
    'visibility-public': ['PRODUCT_ID'],
    'visibility-restricted': ['PRODUCT_ID'],
  });
  expect(JSON.stringify([...requestsOf(completeListings['a model package'])])).not.toContain('<say');
});

test.each(listings)('%s has a price in every dimension that AWS makes for it, and in no other', (_, yaml) => {
  const { pricing, inference, training } = resolveText(yaml);
  const terms = documentOf(requestsOf(yaml).get('first-publication'), 'UpdatePricingTerms').Terms;
  const keys = terms[0].RateCards[0].RateCard.map(({ DimensionKey }: Record<string, string>) => DimensionKey);
  expect(keys).toEqual([
    ...(pricing?.model === 'per-inference'
      ? ['m.i.c']
      : inference.realtimeInstances.map((type) => `${type}.m.i.r`)),
    ...inference.transformInstances.map((type) => `${type}.m.i.b`),
    ...(training?.instances.map((type) => `${type}.a.t`) ?? []),
  ]);
  const granted = terms[1]?.Grants.map(({ DimensionKey }: Record<string, string>) => DimensionKey);
  expect(granted).toEqual(pricing?.freeTrialDays ? keys : undefined);
});

test('prices are those of the manifest, as texts; a free product has a price of zero everywhere', () => {
  const pricesOf = (name: keyof typeof completeListings) => {
    const document = documentOf(
      requestsOf(completeListings[name]).get('first-publication'),
      'UpdatePricingTerms',
    );
    const rates = document.Terms[0].RateCards[0].RateCard;
    const prices = rates.map(({ DimensionKey, Price }: Record<string, string>) => [DimensionKey, Price]);
    return [document.PricingModel, Object.fromEntries(prices), document.Terms[1]?.Duration];
  };
  expect(pricesOf('one that is paid by the answer')).toEqual([
    'Usage',
    { 'm.i.c': '0.01', 'ml.m5.large.m.i.b': '0.40' },
    'P5D',
  ]);
  expect(pricesOf('an algorithm')).toEqual([
    'Usage',
    { 'ml.m5.large.m.i.r': '0.50', 'ml.m5.large.m.i.b': '0.40', 'ml.m5.xlarge.a.t': '1.25' },
    undefined,
  ]);
  expect(pricesOf('a free one')).toEqual([
    'Free',
    { 'ml.m5.large.m.i.r': '0', 'ml.m5.large.m.i.b': '0' },
    undefined,
  ]);
  expect(requestsOf(completeListings['a free one']).has('new-prices')).toBe(false);
});

test('samples lie beside the notebook, in the folders of the repository for buyers', () => {
  const samplesOf = (name: keyof typeof completeListings) => {
    const [details] = Object.values(
      documentOf(requestsOf(completeListings[name]).get('new-version'), 'AddDeliveryOptions')
        .DeliveryOptions[0].Details,
    ) as { InputProperties: { SampleInput: object }; OutputProperties: { SampleOutput: object } }[];
    return [details?.InputProperties.SampleInput, details?.OutputProperties.SampleOutput];
  };
  const folder = 'https://github.com/example/churn-scorer/blob/main';
  expect(samplesOf('a model package')).toEqual([
    {
      RealtimeInferenceUrl: `${folder}/data/input/real-time/text-csv.csv`,
      BatchTransformUrl: `${folder}/data/input/batch/text-csv.csv`,
    },
    {
      RealtimeInferenceUrl: `${folder}/data/output/real-time/text-csv.json`,
      BatchTransformUrl: `${folder}/data/output/batch/text-csv.csv.out`,
    },
  ]);
  expect(samplesOf('an algorithm')[1]).toEqual({
    RealtimeInferenceUrl: `${folder}/data/inference/output/real-time/text-csv.json`,
    BatchTransformUrl: `${folder}/data/inference/output/batch/text-csv.csv.out`,
  });
});

test.each(listings)('the sample inputs of %s are files of its repository for buyers', (_, yaml) => {
  const texts = textsOf(yaml);
  const version = JSON.stringify(requestsOf(yaml).get('new-version'));
  const folder = /"SampleNotebookUrl":"(https:[^"]*\/)/.exec(version)?.[1] ?? '';
  const addresses = [
    ...version.matchAll(/"(?:RealtimeInference|BatchTransform)Url":"([^"]*\/input\/[^"]*)"/g),
  ];
  expect(addresses.length).toBe(2);
  for (const [, address = ''] of addresses) {
    expect(address.startsWith(folder)).toBe(true);
    expect([...texts.keys()]).toContain(`buyer/${address.slice(folder.length)}`);
  }
});

test('fields are parameters, with their rules; what a seller says is said first', () => {
  const version = documentOf(
    requestsOf(completeListings['one with a licence of its own, a video, attributes and a medical use']).get(
      'new-version',
    ),
    'AddDeliveryOptions',
  );
  expect(version.Version).toEqual({ VersionTitle: '0.1.0', ReleaseNotes: 'The first release' });
  const details = version.DeliveryOptions[0].Details.SageMakerModelPackageDeliveryOptionDetails;
  expect(details).toMatchObject({
    SageMakerModelPackageArn: 'arn:aws:sagemaker:us-east-2:ACCOUNT_ID:model-package/churn-scorer-0-1-0',
    AccessRoleArn: 'arn:aws:iam::ACCOUNT_ID:role/churn-scorer-marketplace-access',
    InputProperties: {
      Description: 'A request is text/csv, application/json. One record has the fields age (integer).',
      Parameters: [
        {
          Name: 'age',
          Description: 'Age of the customer, in years, 0 to 120, a whole number',
          Constraints: 'integer; at least 0; at most 120; in years',
          Required: true,
        },
      ],
      SageMakerCustomAttributes: [{ Name: 'language', Description: 'The language of the reasons' }],
    },
    OutputProperties: {
      Parameters: [
        { Name: 'score', Description: 'How likely the customer leaves, 0 to 1', AlwaysReturned: true },
      ],
    },
    RecommendedInstanceTypes: { RealtimeInference: 'ml.m5.large', BatchTransform: 'ml.m5.xlarge' },
  });
  expect(details.UsageInstructions).toMatch(/^Send one customer a line\./);
  expect(details.InputProperties.Limitations).toMatch(/^Not for children\./);
  const { request } = requestOf('one with a licence of its own, a video, attributes and a medical use');
  const page = documentOf(request, 'UpdateInformation');
  expect(page.LongDescription).toMatch(/\n\nThis is a medical product\. It may be used for diagnosis\.$/);
  expect(documentOf(request, 'UpdateLegalTerms').Terms[0].Documents).toEqual([
    { Type: 'CustomEula', Url: 'https://example-bucket.s3.amazonaws.com/licence.pdf' },
  ]);
});

test('a version names the resource in small letters, as SageMaker does', () => {
  const product = 'product: { type: model-package, name: churn-scorer, release: 1.0.0-RC1 }';
  const requests = requestsOf(modelPackage({ ...completePage, product }));
  expect(JSON.stringify(requests.get('new-version'))).toContain(
    '"arn:aws:sagemaker:us-east-2:ACCOUNT_ID:model-package/churn-scorer-1-0-0-rc1"',
  );
});

test('a medical use is told even where the long description is full', () => {
  const request = requestsOf(completeListings['one with the longest texts']).get('first-publication');
  expect(JSON.stringify(request)).toContain('This is a medical product. It must not be used for diagnosis.');
});

test('no request is rendered as long as something is missing', () => {
  const { refundPolicy: _gone, ...others } = { ...completePage, refundPolicy: '' };
  const page = completePage.page.replace(/^ {2}refundPolicy: .*\n/m, '');
  expect(requestsOf(modelPackage({ ...others, page })).size).toBe(0);
  expect(requestsOf(modelPackage({ validation: completePage.validation })).size).toBe(0);
});

const missing = awsMissing();

test.skipIf(missing)(`AWS’s service model accepts every request${missing ? ` (${missing})` : ''}`, () => {
  const calls = listings.flatMap(([, yaml]) =>
    [...requestsOf(yaml).values()].map((request) => ({
      service: 'marketplace-catalog',
      operation: 'StartChangeSet',
      request,
    })),
  );
  const input = calls.map((call) => JSON.stringify(call)).join('\n');
  const options = { input, encoding: 'utf8', maxBuffer: 100_000_000 } as const;
  const { stdout, stderr } = spawnSync(awsPython, [place('check_requests.py')], options);
  expect(stdout + stderr).toBe('');
  expect(calls.length).toBeGreaterThan(70);
});

interface Request {
  readonly ChangeSet: readonly {
    readonly ChangeType: string;
    readonly ChangeName: string;
    readonly Entity: { readonly Type: string; readonly Identifier?: string };
    // biome-ignore lint/suspicious/noExplicitAny: each type of change has its own document.
    readonly DetailsDocument: any;
  }[];
}

function requestsOf(yaml: string): ReadonlyMap<string, Request> {
  const folder = 'marketplace/catalog/';
  return new Map(
    [...textsOf(yaml)]
      .filter(([path]) => path.startsWith(folder))
      .map(([path, text]) => [path.slice(folder.length).replace('.json', ''), JSON.parse(text)]),
  );
}

function requestOf(name: keyof typeof completeListings): { readonly request: Request } {
  const request = requestsOf(completeListings[name]).get('first-publication');
  if (!request) throw new Error(`${name} has no first publication`);
  return { request };
}

function documentOf(request: Request | undefined, type: string) {
  return request?.ChangeSet.find(({ ChangeType }) => ChangeType === type)?.DetailsDocument;
}

function faultsOf(request: unknown): readonly string[] {
  if (fits(request)) return [];
  return (fits.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

type Path = readonly string[];

/** The places of all maps below the changes. */
function pathsIn(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.entries(value).flatMap(([name, member]) => pathsIn(member, [...path, name]));
  return Array.isArray(value) ? below : [path, ...below];
}

function textPathsIn(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value === 'string') return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => textPathsIn(member, [...path, name]));
}

function pathTo(value: unknown, name: string, isWanted = (_: unknown) => true, path: Path = []): Path {
  if (typeof value !== 'object' || value === null) return [];
  for (const [member, found] of Object.entries(value)) {
    if (member === name && isWanted(found)) return [...path, member];
    const below = pathTo(found, name, isWanted, [...path, member]);
    if (below.length > 0) return below;
  }
  return [];
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((found, part) => (found as Record<string, unknown>)[part], value);
}

function edited(value: unknown, path: Path, edit: (found: unknown) => unknown): unknown {
  const copy = structuredClone(value);
  if (path.length === 0) return edit(copy);
  const parent = at(copy, path.slice(0, -1)) as Record<string, unknown>;
  const [last = ''] = path.slice(-1);
  parent[last] = edit(parent[last]);
  return copy;
}
