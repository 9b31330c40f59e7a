import { asRefusal } from './ask-aws.ts';
import type { Ecr } from './aws-clients.ts';

/** The image in ECR that has the release's tag. */
export interface PushedImage {
  readonly digest: string;
  readonly mediaType: string;
}

/** Null where there is no such repository or tag. */
export async function findRelease(
  ecr: Ecr,
  repository: string,
  release: string,
): Promise<PushedImage | null> {
  try {
    const imageIds = [{ imageTag: release }];
    const { imageDetails } = await ecr.describeImages({ repositoryName: repository, imageIds });
    const found = imageDetails?.[0];
    if (!found?.imageDigest) return null;
    return { digest: found.imageDigest, mediaType: found.imageManifestMediaType ?? 'unknown' };
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (name === 'ImageNotFoundException' || name === 'RepositoryNotFoundException') return null;
    throw asRefusal(`look for ${repository}:${release} in ECR`, error);
  }
}
