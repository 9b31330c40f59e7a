import { policyBase } from './policy-base.ts';
import { policyBaseKind } from './policy-base-kind.ts';
import { policyFramework } from './policy-framework.ts';
import { policyImage } from './policy-image.ts';
import { policyInListing } from './policy-in-listing.ts';
import { policyInstance } from './policy-instance.ts';
import { policyRegion } from './policy-region.ts';
import { policyScan } from './policy-scan.ts';
import { policyTag } from './policy-tag.ts';
import type { Rule } from './rule.ts';

/** Every rule on what a team allows. A listing that breaks only these is refused, and still understood. */
export const policyRules: readonly Rule[] = [
  policyInListing,
  policyBase,
  policyBaseKind,
  policyFramework,
  policyImage,
  policyRegion,
  policyInstance,
  policyTag,
  policyScan,
];
