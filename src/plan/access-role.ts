import type { PlannedFile } from '../model/file-plan.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { serialised } from './planned.ts';
import { policyDocument, trustDocument } from './policy-document.ts';
import { everyReleaseArn } from './resource-arn.ts';

/** The portal asks for this role with every version: AWS Marketplace uses it to read the resource. */
export function planAccessRole(listing: ResolvedListing): readonly PlannedFile[] {
  const action =
    listing.productType === 'algorithm' ? 'sagemaker:DescribeAlgorithm' : 'sagemaker:DescribeModelPackage';
  const policy = policyDocument([
    { id: 'ReadProduct', actions: [action], resources: [everyReleaseArn(listing)] },
  ]);
  return [
    serialised(
      'marketplace/access-role-trust.json',
      'own',
      trustDocument('assets.marketplace.amazonaws.com'),
    ),
    serialised('marketplace/access-role-policy.json', 'own', policy),
  ];
}

const longestRoleName = 64;

/** The product's name is cut: it may have 63 characters, and IAM allows 64 for the whole name. */
export function accessRoleName({ name }: ResolvedListing): string {
  const ending = '-marketplace-access';
  return `${name.slice(0, longestRoleName - ending.length)}${ending}`;
}
