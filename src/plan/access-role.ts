import type { ResolvedListing } from '../model/resolved-listing.ts';
import type { TemplateRole } from './iam-role.ts';
import { everyReleaseArn } from './resource-arn.ts';

/** AWS Marketplace wants the ARN of this role with every version, and reads the resource with it. */
export function accessRole(listing: ResolvedListing): TemplateRole {
  return {
    id: 'AccessRole',
    role: { path: '/', name: accessRoleName(listing) },
    service: 'assets.marketplace.amazonaws.com',
    description: 'Lets AWS Marketplace read the registered product',
    policy: [
      {
        id: 'ReadProduct',
        // AWS asks for both, whatever the product is.
        actions: ['sagemaker:DescribeAlgorithm', 'sagemaker:DescribeModelPackage'],
        resources: [everyReleaseArn(listing, 'algorithm'), everyReleaseArn(listing, 'model-package')],
      },
    ],
  };
}

const longestRoleName = 64;

/** The product's name is cut: it may have 63 characters, and IAM allows 64 for the whole name. */
export function accessRoleName({ name }: ResolvedListing): string {
  const ending = '-marketplace-access';
  return `${name.slice(0, longestRoleName - ending.length)}${ending}`;
}
