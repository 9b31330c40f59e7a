import { publishedImages, requestPlaceholders } from '../model/publication.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { resourceName } from '../model/resource-name.ts';

/** The model package or algorithm of this release; SageMaker uses lower case. The account is filled in later. */
export function resourceArn({ upload, productType, name, release }: ResolvedListing): string {
  return `arn:aws:sagemaker:${upload.region}:${account}:${productType}/${resourceName(name, release).toLowerCase()}`;
}

/**
 * The resource of every release. A policy for a single release would need an administrator at each release, and would
 * exclude the older releases when it is replaced.
 */
export function everyReleaseArn({ upload, productType, name }: ResolvedListing): string {
  return `arn:aws:sagemaker:${upload.region}:${account}:${productType}/${name}-*`;
}

/** The repositories of the listing's images. */
export function repositoryArns(listing: ResolvedListing): readonly string[] {
  const names = publishedImages(listing).map(({ repository }) => repository);
  return names.map((name) => `arn:aws:ecr:${listing.upload.region}:${account}:repository/${name}`);
}

const { account } = requestPlaceholders;
