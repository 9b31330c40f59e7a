import { publishedImages, requestPlaceholders } from '../model/publication.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { resourceName } from '../model/resource-name.ts';

/** The model package or algorithm of this release: SageMaker writes it in small letters. The account is filled in where it is used. */
export function resourceArn({ upload, productType, name, release }: ResolvedListing): string {
  return `arn:aws:sagemaker:${upload.region}:${account}:${productType}/${resourceName(name, release).toLowerCase()}`;
}

/**
 * The resource of every release, which is as narrow as a policy can be that lasts: one for a single release locks out the
 * older ones when it is replaced, and asks for an administrator at each release.
 */
export function everyReleaseArn({ upload, productType, name }: ResolvedListing): string {
  return `arn:aws:sagemaker:${upload.region}:${account}:${productType}/${name}-*`;
}

/** The repositories of its images, each once. */
export function repositoryArns(listing: ResolvedListing): readonly string[] {
  const names = publishedImages(listing).map(({ repository }) => repository);
  return names.map((name) => `arn:aws:ecr:${listing.upload.region}:${account}:repository/${name}`);
}

const { account } = requestPlaceholders;
