import { defaultBlock, defaultRegion } from '../model/defaults.ts';
import type { Manifest } from '../model/manifest.ts';
import type { ResolvedImages, ResolvedTraining, ResolvedUpload } from '../model/resolved-listing.ts';
import { type Choice, derived, given, orElse, together } from './choice.ts';

/** The repositories of the images, and the scan findings that block them. */
export function resolveUpload(manifest: Manifest, training: ResolvedTraining | null): Choice<ResolvedUpload> {
  const upload = manifest.upload ?? {};
  const at = (member: string) => ['upload', member];
  const repository = orElse(
    at('repository'),
    upload.repository,
    manifest.product.name,
    'the name of the product',
  );
  const scan = upload.scan ?? {};
  return together({
    region: orElse(at('region'), upload.region, defaultRegion, 'the Region of AWS’s own walk-through'),
    repository,
    trainingRepository: chooseTrainingRepository(repository.value, training),
    block: orElse(
      [...at('scan'), 'block'],
      scan.block,
      defaultBlock,
      'AWS Marketplace refuses images with either',
    ),
    waitMinutes: orElse(
      [...at('scan'), 'waitMinutes'],
      scan.waitMinutes,
      15,
      'scans of large images take some minutes',
    ),
    allow: given(scan.allow ?? []),
    tags: given(Object.entries(upload.tags ?? {})),
  });
}

function chooseTrainingRepository(
  repository: string,
  training: ResolvedTraining | null,
): Choice<string | null> {
  if (!training) return given(null);
  if (training.image === 'combined') return given(repository);
  return derived(
    ['upload', 'trainingRepository'],
    `${repository}-training`,
    'two images of one release need two repositories',
  );
}

interface Release {
  readonly upload: ResolvedUpload;
  readonly release: string;
  readonly training: ResolvedTraining | null;
}

/** Ours have the names of their repositories; a seller's have theirs. */
export function resolveImages(
  { image }: Manifest,
  { upload: { repository, trainingRepository }, release, training }: Release,
): Choice<ResolvedImages> {
  const named = (own: string | undefined, name: string) =>
    own?.replaceAll('{release}', release) ?? `${name}:${release}`;
  const own = typeof image === 'string' ? { inference: image } : image;
  const inference = named(own?.inference, repository);
  const combined = training?.image === 'combined';
  const ofTraining = trainingRepository === null ? null : named(own?.training, trainingRepository);
  return given({ inference, training: combined ? inference : ofTraining, combined });
}
