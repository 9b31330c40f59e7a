import type { Accepted, Hyperparameter, Manifest } from '../model/manifest.ts';
import type { ManifestPath } from '../model/problem.ts';
import { pathInWords } from '../problem/phrasing.ts';

/** A text of the manifest, and its path. */
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

/** Every content type, including those of channels and validation. */
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
export function listingPathsOf({
  artifacts,
  include,
  inference,
  training,
  regenerate,
}: Accepted<Manifest>): PlacedText[] {
  return [
    ...textAt(['artifacts', 'path'], artifacts?.path),
    ...includesOf({ include }),
    ...textAt(['inference', 'entry'], inference?.entry),
    ...textAt(['training', 'entry'], training?.entry),
    ...textsAt(['regenerate', 'keep'], regenerate?.keep),
  ];
}

/** Every path of what is included in the images. */
export function includesOf({ include }: Accepted<Manifest>): PlacedText[] {
  return textsAt(['include'], include);
}

/** Every text that AWS shows to buyers unchanged. */
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

export function textAt(path: ManifestPath, value: string | undefined): PlacedText[] {
  return value === undefined ? [] : [{ path, value }];
}

export function textsAt(
  path: ManifestPath,
  values: readonly (string | undefined)[] | undefined,
): PlacedText[] {
  return (values ?? []).flatMap((value, index) => textAt([...path, index], value));
}

/** Every hyperparameter that the schema accepted as a map, with its name for messages. */
export function hyperparametersOf({ training }: Accepted<Manifest>): PlacedHyperparameter[] {
  return (training?.hyperparameters ?? []).flatMap((parameter, index) => {
    if (!parameter) return [];
    const path = ['training', 'hyperparameters', index];
    return [
      { path, parameter, name: parameter.name === undefined ? pathInWords(path) : `\`${parameter.name}\`` },
    ];
  });
}

export interface PlacedHyperparameter {
  readonly path: ManifestPath;
  readonly parameter: Accepted<Hyperparameter>;
  readonly name: string;
}

/** Every instance type, with its use. */
export function instanceTypesOf({ inference, training }: Accepted<Manifest>): PlacedInstance[] {
  const placed = (
    use: InstanceUse,
    path: ManifestPath,
    values: readonly (string | undefined)[] | undefined,
  ) => textsAt(path, values).map((text) => ({ ...text, use }));
  return [
    ...placed('realtime', ['inference', 'instances', 'realtime'], inference?.instances?.realtime),
    ...placed('transform', ['inference', 'instances', 'transform'], inference?.instances?.transform),
    ...placed('training', ['training', 'instances'], training?.instances),
  ];
}

export type InstanceUse = 'realtime' | 'transform' | 'training';

export interface PlacedInstance extends PlacedText {
  readonly use: InstanceUse;
}

/** Every repeated value of a list, with the place of its first use. */
export function repeatedIn(
  places: readonly PlacedText[],
): { readonly again: PlacedText; readonly first: PlacedText }[] {
  return places.flatMap((again, index) => {
    const first = places.slice(0, index).find(({ value }) => value === again.value);
    return first ? [{ again, first }] : [];
  });
}
