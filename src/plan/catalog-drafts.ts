import type { Json, PlannedFile } from '../model/file-plan.ts';
import { requestPlaceholders } from '../model/publication.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { accessRoleName } from './access-role.ts';
import { serialised } from './planned.ts';
import { rateCard, recommendedInstances } from './product-instances.ts';
import { resourceArn } from './resource-arn.ts';
import { limitationTexts, usageTexts } from './version-texts.ts';

/**
 * Requests for StartChangeSet of the AWS Marketplace Catalog API, as drafts that the seller completes. Their text is
 * merged with later changes of the manifest. So no blank contains a value of the manifest, and no text is only partly a
 * blank: a change of the manifest would conflict with what the seller filled in.
 */
export function planCatalogDrafts(listing: ResolvedListing): readonly PlannedFile[] {
  return [
    draft('create-product', createProduct(listing)),
    draft('add-version', [addVersion(listing)]),
    draft('set-prices', [setPrices(listing)]),
  ];
}

function draft(name: string, changes: readonly Json[]): PlannedFile {
  // With VALIDATE, AWS only reports what it would refuse. The seller changes it to APPLY.
  const request = { Catalog: 'AWSMarketplace', Intent: 'VALIDATE', ChangeSet: changes };
  return serialised(`marketplace/catalog/${name}.json`, 'merge', request);
}

const product = 'MachineLearningProduct@1.0';

/** The Catalog API's limit, which is a little lower than SageMaker's (Catalog API, read 2026-11-21). */
const longestShortDescription = 1000;

function createProduct({ title, name, description }: ResolvedListing): readonly Json[] {
  const isShort = description.length <= longestShortDescription;
  const information = {
    ProductTitle: title,
    Sku: name,
    ShortDescription: isShort ? description : say('in at most 1000 characters what it does'),
    LongDescription: say('in at most 5000 characters what it does, for whom, and what sets it apart'),
    LogoUrl: say('the https address of a PNG, JPEG or GIF of at most 5 MB in a public S3 bucket'),
    Highlights: [say('what it is best at; up to three of these')],
    Categories: [say('a category of AWS Marketplace; up to three of these')],
    SearchKeywords: [say('a word that buyers look for; up to 15 of these, 250 characters together')],
    SupportDescription: say('in at most 2000 characters how buyers reach you'),
  };
  return [
    {
      ChangeType: 'CreateProduct',
      ChangeName: 'CreateProductChange',
      Entity: { Type: product },
      DetailsDocument: { ProductTitle: title },
    },
    {
      ChangeType: 'UpdateInformation',
      Entity: { Type: product, Identifier: '$CreateProductChange.Entity.Identifier' },
      DetailsDocument: information,
    },
  ];
}

function addVersion(listing: ResolvedListing): Json {
  const isAlgorithm = listing.productType === 'algorithm';
  // AWS writes the key of a model package with a small m, and the member in it with a capital M.
  const wrapper = isAlgorithm
    ? 'SageMakerAlgorithmDeliveryOptionDetails'
    : 'SagemakerModelPackageDeliveryOptionDetails';
  const details = {
    [isAlgorithm ? 'SageMakerAlgorithmArn' : 'SageMakerModelPackageArn']: resourceArn(listing),
    AccessRoleArn: `arn:aws:iam::${requestPlaceholders.account}:role/${accessRoleName(listing)}`,
    SampleNotebookUrl: say('the https address of a Jupyter notebook on GitHub that shows all of it'),
    RepositoryUrl: say('the https address of the repository with the notebook and the samples'),
    UsageInstructions: usageTexts(listing).join('\n'),
    InputProperties: {
      Description: say('what one record of the input is'),
      Limitations: limitationTexts(listing).join(' '),
      SampleInput: sampleBlanks('input'),
    },
    OutputProperties: {
      Description: say('what one record of the output is'),
      SampleOutput: sampleBlanks('output'),
    },
    RecommendedInstanceTypes: recommendedInstances(listing),
  };
  return {
    ChangeType: 'AddDeliveryOptions',
    Entity: { Type: product, Identifier: say('the id of the product') },
    DetailsDocument: {
      Version: { VersionTitle: listing.release, ReleaseNotes: say('what is new in this version') },
      DeliveryOptions: [{ Details: { [wrapper]: details } }],
    },
  };
}

function sampleBlanks(side: 'input' | 'output'): Json {
  return {
    RealtimeInferenceUrl: say(`the https address of a sample ${side} of an endpoint`),
    BatchTransformUrl: say(`the https address of a sample ${side} of a batch transform`),
  };
}

function setPrices(listing: ResolvedListing): Json {
  const prices = rateCard(listing).map((key) => ({ DimensionKey: key, Price: say('US dollars an hour') }));
  return {
    ChangeType: 'UpdatePricingTerms',
    Entity: { Type: 'Offer@1.0', Identifier: say('the id of the offer of the product') },
    DetailsDocument: {
      PricingModel: 'Usage',
      Terms: [{ Type: 'UsageBasedPricingTerm', CurrencyCode: 'USD', RateCards: [{ RateCard: prices }] }],
    },
  };
}

/** A blank that cannot be mistaken for content, and that one search finds. */
function say(what: string): string {
  return `<say ${what}>`;
}
