import type { Json, PlannedYaml } from '../../model/file-plan.ts';
import { isRecord } from '../../text/is-record.ts';
import { yamlDocument } from './yaml-document.ts';
import { isPlain } from './yaml-text.ts';

type Members = Readonly<Record<string, Json>>;

/** A value as a YAML file with its comments: the bytes that the library would print, which takes longer for a whole file. */
export function yamlFile({ value, header, ...words }: PlannedYaml): string {
  if (!isMembers(value)) throw new Error('a file of YAML has members');
  const used = new Set<string>();
  const text = printMembers(value, { ...words, used, place: '', margin: '' });
  const stray = [...words.comments.keys()].filter((place) => !used.has(place));
  if (stray.length > 0) throw new Error(`no place for the comment on ${stray.join(', ')}`);
  return `${commentLines(header, '')}\n${text}`;
}

interface Printing extends Pick<PlannedYaml, 'comments' | 'remarks'> {
  /** The places whose comments are printed. */
  readonly used: Set<string>;
  /** Of what is printed; empty for the whole. */
  readonly place: string;
  /** What its lines begin with. */
  readonly margin: string;
}

function printMembers(members: Members, printing: Printing): string {
  const { comments, used, margin } = printing;
  let text = '';
  for (const [key, value] of Object.entries(members)) {
    const place = printing.place === '' ? key : `${printing.place}.${key}`;
    const comment = comments.get(place);
    if (comment !== undefined) {
      used.add(place);
      text += (text === '' ? '' : '\n') + commentLines(comment, margin);
    }
    text += printMember(key, value, { ...printing, place });
  }
  return text;
}

function printMember(key: string, value: Json, printing: Printing): string {
  const below = printBelow(value, printing);
  if (below === undefined) return small({ [key]: value }, printing);
  const head = isPlain(key)
    ? `${printing.margin}${key}:\n`
    : small({ [key]: null }, printing).replace(/ null\n$/, '\n');
  return head + below;
}

/** What stands below a key or in an item; undefined where it fits behind it. */
function printBelow(value: Json, printing: Printing): string | undefined {
  const margin = `${printing.margin}  `;
  if (isMembers(value))
    return Object.keys(value).length > 0 ? printMembers(value, { ...printing, margin }) : undefined;
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const items = value.map((item: Json, index) => {
    const inside = { ...printing, margin, place: `${printing.place}.${index}` };
    const below = printBelow(item, inside);
    return below === undefined ? small([item], inside) : `${margin}- ${below.slice(margin.length + 2)}`;
  });
  return items.join('');
}

/** By the library, which knows when a text must be quoted. It is asked once for what all listings of a fleet have. */
function small(value: Json, { remarks, margin }: Printing): string {
  if (remarks.size > 0) return indented(yamlDocument(value, remarks), margin);
  const asked = JSON.stringify(value);
  const printed = known.get(asked) ?? yamlDocument(value, remarks);
  if (known.size === mostKnown) known.clear();
  known.set(asked, printed);
  return indented(printed, margin);
}

const known = new Map<string, string>();
/** So that memory does not grow with a fleet. */
const mostKnown = 2_000;

function commentLines(text: string, margin: string): string {
  return `${text.replace(/^/gm, `${margin}# `)}\n`;
}

/** Only a newline ends a line of YAML, and empty lines get no margin. */
function indented(text: string, margin: string): string {
  const isOneLine = text.indexOf('\n') === text.length - 1;
  return isOneLine ? margin + text : text.replace(/(?<=^|\n)(?=[^\n])/g, margin);
}

function isMembers(value: Json): value is Members {
  return isRecord(value);
}
