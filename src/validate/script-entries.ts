import type { Accepted, Manifest } from '../model/manifest.ts';
import type { ManifestPath } from '../model/problem.ts';

/** A script of the seller that the manifest names. */
export interface Entry {
  readonly at: ManifestPath;
  /** As problems name it. */
  readonly member: string;
  readonly value: string;
  readonly does: 'predicts' | 'trains';
  readonly example: string;
}

export function entriesOf({ inference, training }: Accepted<Manifest>): readonly Entry[] {
  return [
    ...entryIn('inference', inference?.entry, { does: 'predicts', example: 'inference.py' }),
    ...entryIn('training', training?.entry, { does: 'trains', example: 'train.py' }),
  ];
}

function entryIn(
  section: 'inference' | 'training',
  value: string | undefined,
  words: Pick<Entry, 'does' | 'example'>,
): readonly Entry[] {
  return value === undefined ? [] : [{ at: [section, 'entry'], member: `${section}.entry`, value, ...words }];
}
