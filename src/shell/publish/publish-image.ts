import type { BuildingWords, PublishedImage } from '../../model/publication.ts';
import { dockerManifest } from '../../model/publication.ts';
import { type ContainerEngine, idOf } from '../engine/container-engine.ts';
import { Refusal } from '../refusal.ts';
import type { Say } from '../reporter.ts';
import { must } from './ask-aws.ts';
import type { AwsClients } from './aws-clients.ts';
import { findRelease, type PushedImage } from './find-release.ts';
import { makeRepository } from './make-repository.ts';
import { pushImage } from './push-image.ts';
import type { RegistryLogin } from './registry-login.ts';

export interface Publication {
  readonly clients: AwsClients;
  readonly engine: ContainerEngine;
  readonly registry: string;
  readonly release: string;
  readonly tags: readonly (readonly [string, string])[];
  readonly movesTag: boolean;
  readonly building: BuildingWords;
  /** Logs in once, when there is something to push. */
  readonly login: () => Promise<RegistryLogin>;
  readonly say: Say;
}

export interface PublishedRelease {
  readonly repository: string;
  readonly digest: string;
  readonly isPushed: boolean;
}

/** Pushes one image under the tag of its release, unless ECR already has it. */
export async function publishImage(
  publication: Publication,
  { image, repository }: PublishedImage,
): Promise<PublishedRelease> {
  const { clients, engine, registry, release, tags, movesTag, building, say } = publication;
  const shown = `${repository}:${release}`;
  await makeRepository(clients.ecr, repository, tags, say);
  const before = await findRelease(clients.ecr, repository, release);
  const id = await idOf(engine, image, building.missing);
  if (before?.mediaType === dockerManifest && (await isSame(clients, repository, shown, before, id))) {
    say(`${shown}: already exists`);
    return { repository, digest: before.digest, isPushed: false };
  }
  if (before && !movesTag) throw refusedMove(shown, before, building);
  const login = await publication.login();
  await pushImage({ engine, login, image, target: `${registry}/${shown}`, shown }, say);
  const after = await findRelease(clients.ecr, repository, release);
  if (!after) throw new Refusal(`${shown} was pushed, but ECR does not have it`, 'run this again');
  say(`${shown}: pushed`);
  refuseOtherManifests(shown, after, building);
  return { repository, digest: after.digest, isPushed: true };
}

/** Images are equal if their configurations are, however their layers were packed. */
async function isSame(
  { ecr }: AwsClients,
  repository: string,
  shown: string,
  { digest }: PushedImage,
  id: string,
): Promise<boolean> {
  if (digest === id) return true;
  const { images } = await must(
    `read the manifest of ${shown}`,
    ecr.batchGetImage({
      repositoryName: repository,
      imageIds: [{ imageDigest: digest }],
      acceptedMediaTypes: [dockerManifest],
    }),
  );
  const manifest: { config?: { digest?: unknown } } = JSON.parse(images?.[0]?.imageManifest ?? '{}');
  return manifest.config?.digest === id;
}

function refusedMove(shown: string, before: PushedImage, building: BuildingWords): Refusal {
  refuseOtherManifests(shown, before, building);
  return new Refusal(
    `${shown} is already in ECR, and is another image`,
    'raise product.release in marketplace.yaml, generate, build and upload; --move-tag moves a release that nobody uses yet',
  );
}

function refuseOtherManifests(
  shown: string,
  { mediaType }: PushedImage,
  { otherManifest }: BuildingWords,
): void {
  if (mediaType === dockerManifest) return;
  throw new Refusal(
    `${shown} has a manifest of type ${mediaType}, and SageMaker accepts only those of Docker`,
    otherManifest,
  );
}
