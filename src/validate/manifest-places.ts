import type { Accepted, Manifest } from '../model/manifest.ts';
import type { ManifestPath } from '../model/problem.ts';

/** A text of the manifest and where it stands. */
export interface PlacedText {
  readonly path: ManifestPath;
  readonly value: string;
}

/** Every S3 URI, in the order of the manifest's members. */
export function s3UrisOf({ artifacts, validation }: Accepted<Manifest>): PlacedText[] {
  const training = validation?.training;
  const at = ['validation', 'training'];
  return [
    ...textAt(['artifacts', 's3Uri'], artifacts?.s3Uri),
    ...textAt(['validation', 'transform', 'input'], validation?.transform?.input),
    ...textAt(['validation', 'transform', 'output'], validation?.transform?.output),
    ...Object.entries(training?.channels ?? {}).flatMap(([name, uri]) =>
      textAt([...at, 'channels', name], uri),
    ),
    ...textAt([...at, 'output'], training?.output),
  ];
}

/** Every content type, those of the channels and of the validation included. */
export function contentTypesOf({ contentTypes, training, validation }: Accepted<Manifest>): PlacedText[] {
  const transform = validation?.transform;
  return [
    ...textsAt(['contentTypes', 'input'], contentTypes?.input),
    ...textsAt(['contentTypes', 'output'], contentTypes?.output),
    ...(training?.channels ?? []).flatMap((channel, index) =>
      textsAt(['training', 'channels', index, 'contentTypes'], channel?.contentTypes),
    ),
    ...textAt(['validation', 'transform', 'contentType'], transform?.contentType),
    ...textAt(['validation', 'transform', 'accept'], transform?.accept),
  ];
}

/** Every path below the listing's folder. */
export function listingPathsOf({ artifacts, training, regenerate }: Accepted<Manifest>): PlacedText[] {
  return [
    ...textAt(['artifacts', 'path'], artifacts?.path),
    ...textAt(['training', 'entry'], training?.entry),
    ...textsAt(['regenerate', 'keep'], regenerate?.keep),
  ];
}

/** Every text that AWS shows to buyers as it is. */
export function shownTextsOf({ product, training }: Accepted<Manifest>): PlacedText[] {
  const members = ['name', 'description'] as const;
  return [
    ...textAt(['product', 'title'], product?.title),
    ...textAt(['product', 'description'], product?.description),
    ...(training?.channels ?? []).flatMap((channel, index) =>
      textAt(['training', 'channels', index, 'description'], channel?.description),
    ),
    ...(training?.hyperparameters ?? []).flatMap((parameter, index) =>
      members.flatMap((member) =>
        textAt(['training', 'hyperparameters', index, member], parameter?.[member]),
      ),
    ),
    ...(training?.metrics ?? []).flatMap((metric, index) =>
      textAt(['training', 'metrics', index, 'name'], metric?.name),
    ),
  ];
}

function textAt(path: ManifestPath, value: string | undefined): PlacedText[] {
  return value === undefined ? [] : [{ path, value }];
}

function textsAt(path: ManifestPath, values: readonly (string | undefined)[] | undefined): PlacedText[] {
  return (values ?? []).flatMap((value, index) => textAt([...path, index], value));
}
