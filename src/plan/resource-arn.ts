import { publishedImages, requestPlaceholders } from '../model/publication.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { resourceName } from '../model/resource-name.ts';

/** The account of a template's stack, as CloudFormation fills it in. */
export const stackAccount = filledIn('AWS::AccountId');

/** A place in a text of `Fn::Sub` that CloudFormation fills in. */
export function filledIn(name: string): string {
  return `\${${name}}`;
}

/** The model package or algorithm of this release; SageMaker uses lower case. The account is filled in later. */
export function resourceArn({ upload, productType, name, release }: ResolvedListing): string {
  const { account } = requestPlaceholders;
  return `arn:aws:sagemaker:${upload.region}:${account}:${productType}/${resourceName(name, release).toLowerCase()}`;
}

/**
 * The resource of every release. A policy for a single release would need an administrator at each release, and would
 * exclude the older releases when it is replaced.
 */
export function everyReleaseArn(
  { upload, name, productType }: ResolvedListing,
  type: string = productType,
): string {
  return `arn:aws:sagemaker:${upload.region}:${stackAccount}:${type}/${name}-*`;
}

/** The repositories of the listing's images. */
export function repositoryArns(listing: ResolvedListing): readonly string[] {
  const names = publishedImages(listing).map(({ repository }) => repository);
  return names.map((name) => repositoryArn(listing.upload.region, stackAccount, name));
}

export function repositoryArn(region: string, account: string, name: string): string {
  return `arn:aws:ecr:${region}:${account}:repository/${name}`;
}
