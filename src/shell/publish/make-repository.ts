import type { Say } from '../reporter.ts';
import { asRefusal } from './ask-aws.ts';
import type { Ecr } from './aws-clients.ts';

/** Creates a missing repository, with the listing's tags and scan on push. */
export async function makeRepository(
  ecr: Ecr,
  repository: string,
  tags: readonly (readonly [string, string])[],
  say: Say,
): Promise<void> {
  if (await exists(ecr, repository)) return;
  try {
    await ecr.createRepository({
      repositoryName: repository,
      imageScanningConfiguration: { scanOnPush: true },
      ...(tags.length > 0 && { tags: tags.map(([Key, Value]) => ({ Key, Value })) }),
    });
  } catch (error) {
    // A colleague or another build was faster.
    if (!(error instanceof Error && error.name === 'RepositoryAlreadyExistsException'))
      throw asRefusal(`create the repository ${repository}`, error);
  }
  say(`${repository}: repository created`);
}

async function exists(ecr: Ecr, repository: string): Promise<boolean> {
  try {
    await ecr.describeRepositories({ repositoryNames: [repository] });
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'RepositoryNotFoundException') return false;
    throw asRefusal(`look for the repository ${repository}`, error);
  }
}
