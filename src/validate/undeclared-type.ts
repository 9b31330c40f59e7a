import type { ManifestPath } from '../model/problem.ts';
import { closestName } from '../problem/closest-name.ts';
import { listInWords, pathInWords, valueInWords } from '../problem/phrasing.ts';
import type { Violation } from './rules/rule.ts';

export interface TypeUse {
  /** The key below `validation.transform`. */
  readonly member: 'contentType' | 'accept';
  readonly type: string | undefined;
  readonly declaredAt: ManifestPath;
  readonly declared: readonly (string | undefined)[] | undefined;
  readonly because: string;
}

/** A type that the validation uses and the listing does not declare. */
export function undeclaredType({ member, type, declaredAt, declared, because }: TypeUse): Violation[] {
  const known = declared?.filter((item) => item !== undefined) ?? [];
  // Where an item of the list is refused, by the schema or by a rule, the type may be that item.
  if (type === undefined || known.length !== declared?.length || known.some(isNoType)) return [];
  if (known.map(mediaType).includes(mediaType(type))) return [];
  const near = closestName(type, known);
  const list = pathInWords(declaredAt);
  return [
    {
      at: ['validation', 'transform', member],
      what: `\`validation.transform.${member}\` is ${valueInWords(type)}, and ${list} has only ${listInWords(known, 'and')}`,
      because,
      fix: near ? `write \`${near}\`` : `use one of them, or add the type to ${list}`,
      related: [{ at: { path: declaredAt, target: 'key' }, sentence: 'the types are declared here' }],
    },
  ];
}

function isNoType(type: string): boolean {
  return !/^[^\s/]+\/[^\s/]+$/.test(mediaType(type));
}

/** In lower case and without parameters, which have their own message. */
function mediaType(type: string): string {
  return type.split(';', 1)[0]?.trim().toLowerCase() ?? '';
}
