import type { Accepted, Field, Manifest } from '../model/manifest.ts';
import type { ManifestPath } from '../model/problem.ts';
import { pathInWords } from '../problem/phrasing.ts';

export type FieldList = 'input' | 'output';

export interface PlacedField {
  readonly list: FieldList;
  readonly path: ManifestPath;
  readonly field: Accepted<Field>;
  /** For messages. */
  readonly name: string;
}

/** Every field that the schema accepted as a map, with its name for messages. */
export function fieldsOf({ fields }: Accepted<Manifest>): PlacedField[] {
  return (['input', 'output'] as const).flatMap((list) =>
    (fields?.[list] ?? []).flatMap((field, index) => {
      if (!field) return [];
      const path = ['fields', list, index];
      return [
        { list, path, field, name: field.name === undefined ? pathInWords(path) : `\`${field.name}\`` },
      ];
    }),
  );
}
