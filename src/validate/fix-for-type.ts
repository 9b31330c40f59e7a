import { listInWords } from '../problem/phrasing.ts';
import { flowYaml, quoted, yamlText } from '../problem/yaml-words.ts';
import type { SchemaFault } from './schema-check.ts';

const typeWords: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'a map of keys',
  array: 'a list',
};

/** The types that a value may have; empty where there are no others. */
export function typesInWords(
  { params }: Pick<SchemaFault, 'params'>,
  without: readonly string[] = [],
): string {
  const types = typesOf({ params }).filter((type) => !without.includes(type));
  return listInWords(types.map((type) => typeWords[type] ?? type));
}

function typesOf({ params }: Pick<SchemaFault, 'params'>): string[] {
  return [params['type'] ?? []].flat().map(String);
}

/** How to write the value of a member, where its type is wrong. */
export function fixForType(fault: SchemaFault, written: string, items: readonly string[]): string {
  const { value } = fault;
  const types = typesOf(fault);
  if (value === null) return fixForNothing(fault);
  if (types.includes('array') && typeof value !== 'object') return inBrackets(fault, value, written);
  if (typeof value === 'string') return fixForText(fault, value, types);
  if (typeof value === 'object') return onlyItem(value, types) ?? likeExample(fault);
  const alternative = fault.facts(fault.path).examples.find((example) => example === 'off');
  if (value === false && alternative) return `write \`${alternative}\``;
  return types.includes('string') && isFreeText(fault) ? inQuotes(fault, written, items) : likeExample(fault);
}

/** An example of the member, with its key, as it stands in a manifest. */
export function likeExample({ path, value, facts }: SchemaFault): string {
  const { examples } = facts(path);
  const example =
    examples.find((one) => typeof one === typeof value && typeof one !== 'object') ?? examples[0];
  const key = path.at(-1);
  if (example === undefined) return 'compare it with the example in docs/reference/manifest.md';
  return `write it like  ${typeof key === 'string' ? `${key}: ` : ''}${flowYaml(example)}`;
}

function fixForNothing(fault: SchemaFault): string {
  const { isRequired } = fault.facts(fault.path);
  return `${likeExample(fault)}${isRequired ? '' : ' , or remove the key'}`;
}

function inQuotes({ path }: SchemaFault, written: string, items: readonly string[]): string {
  if (items.length < 2) return `put it in quotes: ${quoted(written)}`;
  const list = items.map((item) => (/^["']/.test(item) ? item : quoted(item)));
  return `put each in quotes:  ${path.at(-2)}: [${list.join(', ')}]`;
}

/** `text/csv, text/plain` and `curl wget` are meant as lists of two, and `Fast and small` is one of sentences. */
function inBrackets(fault: SchemaFault, value: unknown, written: string): string {
  const { path, facts } = fault;
  const samples = facts(path).examples.flat();
  if (samples.some((sample) => typeof sample === 'object'))
    return likeExample({ ...fault, value: undefined });
  const isBare = !/^["']/.test(written) && !samples.some((sample) => String(sample).includes(' '));
  const text = String(value);
  const items = text.includes(',') ? text.split(',') : isBare ? text.split(/\s+/) : [text];
  const { allowed } = facts([...path, 0]);
  const list = items
    .map((item) => item.trim())
    .filter((item) => item !== '')
    .map((item) => yamlText(allowed.find((word) => word.toLowerCase() === item.toLowerCase()) ?? item));
  return `put it in brackets:  ${path.at(-1)}: [${list.join(', ')}]`;
}

function fixForText(fault: SchemaFault, value: string, types: readonly string[]): string {
  const isNumber = types.includes('number') || types.includes('integer');
  const [, number, rest] = /^\s*([-+]?\d+(?:\.\d+)?)\s*([a-z%]*)[;,]?\s*$/i.exec(value) ?? [];
  if (isNumber && number !== undefined)
    return rest === '' ? `write ${number} without quotes` : `write the number alone: ${number}`;
  if (!types.includes('boolean')) return likeExample(fault);
  if (/^(?:true|yes|on|y)$/i.test(value)) return 'write true, without quotes';
  return /^(?:false|no|off|n)$/i.test(value) ? 'write false, without quotes' : 'write true or false';
}

/** `[amazonlinux:2023]` where one text belongs. */
function onlyItem(value: unknown, types: readonly string[]): string | undefined {
  const [item, ...others] = Array.isArray(value) ? value : [];
  if (!types.includes('string') || typeof item !== 'string' || others.length > 0) return undefined;
  return `write it without brackets:  ${yamlText(item)}`;
}

/** Whether a number in quotes can be meant: a version, a title, a value of the seller's own. */
function isFreeText({ path, facts }: SchemaFault): boolean {
  const { examples, isOwnName } = facts(path);
  const isValue = path.includes('values') || path.at(-1) === 'default';
  return (
    isOwnName || isValue || examples.some((example) => typeof example === 'string' && /^\d|\s/.test(example))
  );
}
