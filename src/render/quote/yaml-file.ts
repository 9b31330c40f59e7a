import type { Json, PlannedYaml } from '../../model/file-plan.ts';
import { isRecord } from '../../text/is-record.ts';
import { asComment, yamlDocument } from './yaml-document.ts';

/** A value as a YAML file with its comments. */
export function yamlFile({ value, header, ...words }: PlannedYaml): string {
  if (!isMembers(value)) throw new Error('a file of YAML has members');
  const text = isFirst ? yamlDocument(value, words) : printMembers(value, words);
  isFirst = false;
  return `${asComment(header).replace(/^/gm, '#')}\n\n${text}`;
}

/** One file is printed sooner as a whole. Both ways give the same bytes. */
let isFirst = true;

type Members = Readonly<Record<string, Json>>;
/** Those of a member have its key in front, as if it were the only one. */
type Words = Pick<PlannedYaml, 'comments' | 'remarks'>;

/** Member by member: most are the same in all listings of a fleet, and are printed once. */
function printMembers(members: Members, { comments, remarks }: Words): string {
  const stray = [...comments.keys()].find((place) => !Object.keys(members).some((key) => isIn(place, key)));
  if (stray !== undefined) throw new Error(`no place for the comment on ${stray}`);
  const printed = Object.entries(members).map(([key, value], index) => {
    const own = new Map([...comments].filter(([place]) => isIn(place, key)));
    const text = printMember(key, value, { comments: own, remarks });
    return index > 0 && own.has(key) ? `\n${text}` : text;
  });
  return printed.join('');
}

function printMember(key: string, value: Json, words: Words): string {
  const asked = JSON.stringify([key, value, [...words.comments], [...words.remarks]]);
  const before = known.get(asked);
  if (before !== undefined) return before;
  const inside = printInside(key, value, words);
  const isWhole = inside === undefined;
  const onKey = new Map([...words.comments].filter(([place]) => isWhole || place === key));
  const printed = yamlDocument({ [key]: isWhole ? value : null }, { ...words, comments: onKey });
  const text = isWhole ? printed : printed.replace(/ null\n$/, '\n') + indented(inside);
  if (known.size === mostKnown) known.clear();
  known.set(asked, text);
  return text;
}

const known = new Map<string, string>();
/** So that memory does not grow with a fleet. */
const mostKnown = 2_000;

/** What stands below a key; undefined where the library prints the member whole. */
function printInside(key: string, value: Json, { comments, remarks }: Words): string | undefined {
  const below = [...comments].filter(([place]) => place !== key);
  const inside = new Map(below.map(([place, text]) => [place.slice(key.length + 1), text]));
  if (isOpen(value)) return printMembers(value, { comments: inside, remarks });
  if (!Array.isArray(value) || value.length === 0 || inside.size > 0 || !value.every(isOpen))
    return undefined;
  const items = value.map((item) => printMembers(item, { comments: inside, remarks }));
  return items.map((item) => `- ${indented(item).slice(2)}`).join('');
}

/** Not by `^`, which JavaScript also finds behind characters that end no line of YAML. */
function indented(text: string): string {
  return text.replace(/(?<=^|\n)(?=[^\n])/g, '  ');
}

function isIn(place: string, key: string): boolean {
  return place === key || place.startsWith(`${key}.`);
}

function isMembers(value: Json): value is Members {
  return isRecord(value);
}

function isOpen(value: Json): value is Members {
  return isMembers(value) && Object.keys(value).length > 0;
}
