import type { Codec } from '../../model/catalogue.ts';
import { findCodec } from '../../model/find-codec.ts';
import type { FieldType } from '../../model/manifest.ts';
import { listInWords } from '../../problem/phrasing.ts';
import { type FieldList, fieldsOf, type PlacedField } from '../field-places.ts';
import type { Rule, RuleContext, Violation } from './rule.ts';

/** Every content type can hold the fields: columns of text in CSV, numbers in NumPy, one value in text and bytes. */
export const fieldTypeNotInFormat: Rule = {
  code: 'field-type-not-in-format',
  check(context) {
    return [...violationsIn('input', context), ...violationsIn('output', context)];
  },
};

function violationsIn(list: FieldList, { manifest, catalogue }: RuleContext): Violation[] {
  const placed = fieldsOf(manifest).filter((one) => one.list === list);
  const isWhole = placed.length === (manifest.fields?.[list] ?? []).length;
  if (placed.length === 0 || !isWhole) return [];
  return (manifest.contentTypes?.[list] ?? []).flatMap((type, index) => {
    if (type === undefined) return [];
    const related = [
      {
        at: { path: ['contentTypes', list, index], target: 'value' as const },
        sentence: 'the type is declared here',
      },
    ];
    const fault = faultOf(type.toLowerCase(), findCodec(type, catalogue.contentTypes), placed);
    return fault ? [{ ...fault, related }] : [];
  });
}

type Fault = Omit<Violation, 'related'>;

function faultOf(type: string, codec: Codec, placed: readonly PlacedField[]): Fault | undefined {
  const [first] = placed;
  if (!first) return undefined;
  if (codec === 'text' || codec === 'bytes') {
    const [, second] = placed;
    if (second) return tooMany(type, second);
    return misfits(type, first, codec === 'text' ? textTypes : bytesTypes(type));
  }
  const allowed = codec === 'csv' ? csvTypes : codec === 'npy' ? npyTypes(placed) : undefined;
  const wrong =
    allowed && placed.find(({ field }) => field.type !== undefined && !allowed.includes(field.type));
  return wrong && misfits(type, wrong, allowed);
}

const scalars: readonly FieldType[] = ['number', 'integer', 'boolean', 'string', 'date'];
const textTypes = scalars;
/** The cell of a list or an object is its JSON. */
const csvTypes: readonly FieldType[] = [...scalars, 'array', 'object'];

/** An array of numbers, or one whose rows are the value of the only field. */
function npyTypes({ length }: { readonly length: number }): readonly FieldType[] {
  return ['number', 'integer', 'boolean', ...(length === 1 ? ['array' as const] : [])];
}

function bytesTypes(type: string): readonly FieldType[] {
  if (type.startsWith('image/')) return ['image'];
  return type.startsWith('audio/') ? ['audio'] : ['image', 'audio'];
}

function tooMany(type: string, { list, path, name }: PlacedField): Fault {
  return {
    at: path,
    what: `${name} has no place in ${type}, which holds one value`,
    fix: `remove ${type} from \`contentTypes.${list}\`, or keep one field`,
  };
}

function misfits(type: string, { list, path, name, field }: PlacedField, allowed: readonly FieldType[]) {
  if (field.type === undefined || allowed.includes(field.type)) return undefined;
  return {
    at: [...path, 'type'],
    what: `${name} is of type ${field.type}, and ${type} holds only ${listInWords(allowed, 'and')}`,
    fix: `remove ${type} from \`contentTypes.${list}\`, or change the type of the field`,
  };
}
