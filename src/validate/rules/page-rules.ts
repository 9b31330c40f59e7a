import { addressNotInS3 } from './address-not-in-s3.ts';
import { addressSyntax } from './address-syntax.ts';
import { customAttributeName } from './custom-attribute-name.ts';
import { customAttributeTwice } from './custom-attribute-twice.ts';
import { keywordsTooLong } from './keywords-too-long.ts';
import { logoNotAPicture } from './logo-not-a-picture.ts';
import { pageTextBlank } from './page-text-blank.ts';
import { priceSyntax } from './price-syntax.ts';
import { priceUnused } from './price-unused.ts';
import { refundPolicyCharacter } from './refund-policy-character.ts';
import type { Rule } from './rule.ts';

/** Every rule on what buyers read and pay. */
export const pageRules: readonly Rule[] = [
  pageTextBlank,
  keywordsTooLong,
  refundPolicyCharacter,
  addressSyntax,
  addressNotInS3,
  logoNotAPicture,
  customAttributeName,
  customAttributeTwice,
  priceSyntax,
  priceUnused,
];
