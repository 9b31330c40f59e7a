import type { ResolvedListing } from '../model/resolved-listing.ts';
import { resourceName } from '../model/resource-name.ts';

/** The model package or algorithm of this release. `ACCOUNT_ID` is filled in where it is used. */
export function resourceArn({ upload, productType, name, release }: ResolvedListing): string {
  return `arn:aws:sagemaker:${upload.region}:ACCOUNT_ID:${productType}/${resourceName(name, release)}`;
}

/** The repositories of its images, each once. */
export function repositoryArns({ upload }: ResolvedListing): readonly string[] {
  const names = [...new Set([upload.repository, upload.trainingRepository ?? upload.repository])];
  return names.map((name) => `arn:aws:ecr:${upload.region}:ACCOUNT_ID:repository/${name}`);
}
