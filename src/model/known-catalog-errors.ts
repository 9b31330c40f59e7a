import type { KnownError } from './known-errors.ts';

/** A refusal of the Catalog API: of a change, in the answer of DescribeChangeSet, or of a whole request. */
export interface KnownCatalogError extends KnownError {
  /** The types of changes that it is known of. */
  readonly changes: string;
}

const again = 'then send the request again';
const generate = `generate, and ${again}`;
const newRelease = `raise product.release, generate, upload and register, and ${again}`;

/** The codes of the Catalog API for machine-learning products (Catalog API, read 2026-12-01). */
export const knownCatalogErrors: readonly KnownCatalogError[] = [
  {
    pattern: 'INCOMPATIBLE_PRODUCT_STATUS',
    changes: 'AddDeliveryOptions, RestrictDeliveryOptions, UpdatePricingTerms',
    what: 'there is no such product, or its state does not allow this change',
    fix: 'look with aws marketplace-catalog list-entities --entity-type MachineLearningProduct whether the id is right, and whether the product is Limited or Public',
  },
  {
    pattern: 'DUPLICATE_VERSION_TITLE',
    changes: 'AddDeliveryOptions',
    what: 'the product has a version of this name already',
    fix: newRelease,
  },
  {
    pattern: 'INVALID_RECOMMENDED_INSTANCE_TYPE',
    changes: 'AddDeliveryOptions',
    what: 'a recommended instance type is not one that the registered resource supports',
    fix: `register the release that the request names; its first instance types are the recommended ones; ${again}`,
  },
  {
    pattern: 'INCOMPATIBLE_DELIVERY_OPTIONS',
    changes: 'AddDeliveryOptions',
    what: 'the product has versions of the other kind: model packages and algorithms cannot be mixed',
    fix: 'publish it as a product of its own',
  },
  {
    pattern: 'INVALID_ASSET_ARN',
    changes: 'AddDeliveryOptions',
    what: 'the ARN of the model package or algorithm is not one',
    fix: `put your account in place of ACCOUNT_ID, and ${again}`,
  },
  {
    pattern: 'DUPLICATE_ASSET',
    changes: 'AddDeliveryOptions',
    what: 'another version, perhaps of another product, has this model package or algorithm already',
    fix: newRelease,
  },
  {
    pattern: 'ASSET_NOT_FOUND',
    changes: 'AddDeliveryOptions',
    what: 'AWS Marketplace does not find the model package or algorithm, or may not read it',
    fix: `register this release, in the Region of marketplace.yaml; deploy marketplace/cloudformation.yaml, whose AccessRole reads it; ${again}`,
  },
  {
    pattern: 'ASSET_VALIDATION_EXCEPTION',
    changes: 'AddDeliveryOptions',
    what: 'the model package or algorithm cannot be taken over: it is not certified, or its validation has not succeeded',
    fix: `look at its status with sagemaker-mkt register; after a failure register with --recreate, and ${again}`,
  },
  {
    pattern: 'INVALID_ACCESS_ROLE',
    changes: 'AddDeliveryOptions',
    what: 'there is no access role of this name, or AWS Marketplace may not assume it',
    fix: `deploy marketplace/cloudformation.yaml, whose AccessRole it is; ${again}`,
  },
  {
    pattern: 'UPDATE_PRICING_REQUIRED',
    changes: 'AddDeliveryOptions',
    what: 'the version has instance types without a price',
    fix: 'send new-version-and-prices.json instead; during the notice of a higher price, leave the new types out until it has passed',
  },
  {
    pattern: 'SCAN_ERROR',
    changes: 'AddDeliveryOptions',
    what: 'the scan of the image has findings; the message is the address of a file with all of them',
    fix: `update the base or the packages, ${newRelease}`,
  },
  {
    pattern: 'INVALID_DELIVERY_OPTION_ID',
    changes: 'UpdateDeliveryOptions',
    what: 'the product has no version with this delivery option',
    fix: `take the id from DeliveryOptions in aws marketplace-catalog describe-entity, and ${again}`,
  },
  {
    pattern: 'INCOMPATIBLE_DELIVERY_OPTION_STATUS',
    changes: 'UpdateDeliveryOptions',
    what: 'the version is restricted, and cannot be changed any more',
    fix: 'publish a new version',
  },
  {
    pattern: 'FIELD_NOT_ALLOWED_TO_CHANGE',
    changes: 'UpdateDeliveryOptions',
    what: 'the name and the ARN of a version stay as they are',
    fix: 'publish a new version',
  },
  {
    pattern: 'MISSING_DELIVERY_OPTION_IDS|INVALID_DELIVERY_OPTION_IDS',
    changes: 'RestrictDeliveryOptions',
    what: 'the request names no delivery option of the product',
    fix: `put the id in place of DELIVERY_OPTION_ID; DeliveryOptions in aws marketplace-catalog describe-entity has it; ${again}`,
  },
  {
    pattern: 'INVALID_DELIVERY_OPTION_STATUS',
    changes: 'RestrictDeliveryOptions',
    what: 'the version is not public, perhaps because it is restricted already',
    fix: 'nothing is left to do for it; name only versions whose Visibility is Public',
  },
  {
    pattern: 'ALL_DELIVERY_OPTIONS_RESTRICTED',
    changes: 'RestrictDeliveryOptions',
    what: 'no version would be left',
    fix: 'publish a new version first, or make the product Restricted with visibility-restricted.json',
  },
  {
    pattern: 'INVALID_AWS_ACCOUNT_IDS',
    changes: 'UpdateTargeting',
    what: 'AWS does not know an account in the allow list',
    fix: `correct it: an account has 12 digits; ${again}`,
  },
  {
    pattern: 'INVALID_PRODUCT_VISIBILITY|INVALID_PRODUCT_STATE',
    changes: 'UpdateTargeting, UpdateVisibility',
    what: 'the state of the product does not allow this change',
    fix: 'release the product first; a draft has no visibility yet',
  },
  {
    pattern: 'INVALID_TARGET_VISIBILITY|EMPTY_TARGET_VISIBILITY',
    changes: 'UpdateVisibility',
    what: 'the product cannot go from its visibility to this one',
    fix: 'Public follows on Limited and Restricted, and each of these two on the others; look at its Visibility with aws marketplace-catalog describe-entity',
  },
  {
    pattern: 'INVALID_REPLACEMENT_PRODUCT_ID',
    changes: 'UpdateVisibility',
    what: 'the replacement is not a Limited or Public product, or the product is not being restricted',
    fix: `leave ReplacementProductId out, or name another product; ${again}`,
  },
  {
    pattern: 'MISSING_SELLER_PROFILE_INFORMATION',
    changes: 'UpdateVisibility',
    what: 'your account has no public profile',
    fix: `fill it in below Settings in the AWS Marketplace Management Portal, and ${again}`,
  },
  {
    pattern: 'AUDIT_ERROR',
    changes: 'UpdateVisibility',
    what: 'the people who review products refused it; the message has their reason',
    fix: `mend that in marketplace.yaml, send new-page.json or new-version.json, and ${again}`,
  },
  {
    pattern: 'VALIDATION_FAILED',
    changes: 'ReleaseProduct',
    what: 'the product lacks something that the message names: description, versions, dimensions, logo or support',
    fix: 'send first-publication.json as a whole: it has all of them',
  },
  {
    pattern: 'MISSING_MANDATORY_TERMS',
    changes: 'ReleaseOffer',
    what: 'the offer lacks prices, licence or refund policy, or its name and description',
    fix: 'send first-publication.json as a whole: it has all of them',
  },
  {
    pattern: 'INVALID_PRICE_CHANGE',
    changes: 'UpdatePricingTerms',
    what: 'a higher price is in one request with a lower one or a new instance type, or its notice of 90 days has not passed',
    fix: 'send higher prices alone, and everything else before or after their notice',
  },
  {
    pattern: 'MISSING_DATA|INVALID_INPUT',
    changes: 'CreateProduct, UpdateInformation',
    what: 'a text of the page is missing, or has characters or words that AWS does not take; the message names it',
    fix: `change it in marketplace.yaml, ${generate}`,
  },
  {
    pattern: 'INVALID_ADDITIONAL_RESOURCES',
    changes: 'UpdateInformation',
    what: 'AWS cannot open a link of page.links',
    fix: `correct it in marketplace.yaml, ${generate}`,
  },
  {
    pattern: 'INVALID_CATEGORY_NAMES',
    changes: 'UpdateInformation',
    what: 'AWS Marketplace has no such category',
    fix: `take the words of its page of categories into page.categories, ${generate}`,
  },
  {
    pattern: 'InvalidImageProperties|INVALID_MEDIA|DUPLICATE_MEDIA|TOO_MANY_MEDIA|EXPLICIT_CONTENT',
    changes: 'UpdateInformation',
    what: 'the logo or the video is not one that AWS takes',
    fix: `name a PNG, JPEG or GIF of at most 5 MB that everybody can read in S3 as page.logo, and another page.video; ${generate}`,
  },
  {
    pattern: 'ResourceInUseException',
    changes: 'every request',
    what: 'another request for this product is still open',
    fix: `wait until aws marketplace-catalog list-change-sets says that it is over, and ${again}`,
  },
  {
    pattern: 'ValidationException',
    changes: 'every request',
    what: 'the request is not formed as AWS wants it; the message names the member',
    fix: 'put all ids in their places; if --intent VALIDATE was refused, AWS does not offer it for this product, and has said nothing about the request',
  },
  {
    pattern: 'ResourceNotFoundException',
    changes: 'every request',
    what: 'there is no product, offer or request with this id in your account',
    fix: 'take ids from aws marketplace-catalog list-entities and describe-change-set, in us-east-1',
  },
  {
    pattern: 'AccessDeniedException',
    changes: 'every request',
    what: 'this AWS identity may not use the Catalog API',
    fix: 'attach AWS’s policy AWSMarketplaceSellerFullAccess to it; the account must be registered as a seller',
  },
  {
    pattern: 'ThrottlingException|ServiceQuotaExceededException',
    changes: 'every request',
    what: 'too many requests at a time, or 250 are open',
    fix: `wait, and ${again}`,
  },
  {
    pattern: 'SERVER_FAULT|InternalServiceException',
    changes: 'every request',
    what: 'AWS has an internal error',
    fix: 'send the request again later',
  },
];
