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

export function resolveImages(
  { repository, trainingRepository }: ResolvedUpload,
  release: string,
  training: ResolvedTraining | null,
): Choice<ResolvedImages> {
  const named = (name: string) => `${name}:${release}`;
  return given({
    inference: named(repository),
    training: trainingRepository === null ? null : named(trainingRepository),
    combined: training?.image === 'combined',
  });
}
