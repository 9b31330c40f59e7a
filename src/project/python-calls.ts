import type { Statement } from '../imports/python-statements.ts';
import { type Constants, type KnownText, knownText } from './python-values.ts';

/** A call of a statement. */
export interface Call {
  /** With its dots; `boto3.client().upload_file` for a method of what a call returns, and `?` where nobody knows. */
  readonly name: string;
  readonly arguments: readonly Argument[];
  readonly line: number;
}

export interface Argument {
  readonly name: string | undefined;
  /** The expression; each string is `""`. */
  readonly text: string;
  readonly strings: readonly string[];
  readonly known: KnownText | undefined;
}

interface Open {
  readonly name: string | undefined;
  readonly parts: Part[];
  from: number;
  string: number;
}

interface Part {
  readonly text: string;
  readonly strings: readonly string[];
}

/** A longer one is data. */
const longestStatement = 20_000;

/** How far before a bracket the name of what is called begins. */
const longestName = 120;

export function callsIn({ text, strings, line }: Statement, constants: Constants): readonly Call[] {
  if (!text.includes('(') || text.length > longestStatement || /^(?:async\s+)?(?:def|class)\b/.test(text))
    return [];
  const calls: Call[] = [];
  const open: Open[] = [];
  const endings = new Map<number, string>();
  let string = 0;
  const endPart = (one: Open, at: number) => {
    const part = text.slice(one.from, at);
    if (one.name !== undefined && part.trim() !== '')
      one.parts.push({ text: part.trim(), strings: strings.slice(one.string, string) });
    one.from = at + 1;
    one.string = string;
  };
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? '';
    if (letter === '"') {
      string += 1;
      at += 1;
    } else if ('([{'.includes(letter)) {
      const name = letter === '(' ? nameBefore(text, at, endings) : undefined;
      open.push({ name, parts: [], from: at + 1, string });
    } else if (')]}'.includes(letter)) {
      const last = open.pop();
      if (!last) continue;
      endPart(last, at);
      if (last.name === undefined) continue;
      endings.set(at, last.name);
      calls.push({
        name: last.name,
        line,
        arguments: last.parts.map((part) => argumentOf(part, constants)),
      });
    } else if (letter === ',') {
      const last = open.at(-1);
      if (last) endPart(last, at);
    }
  }
  return calls;
}

function nameBefore(text: string, at: number, endings: ReadonlyMap<number, string>): string | undefined {
  const before = text.slice(Math.max(0, at - longestName), at);
  const name = /(?:[A-Za-z_]\w*(?:\.\w+)*|(?:\.\w+)+)$/.exec(before)?.[0];
  if (
    name === undefined ||
    /^(?:if|elif|while|for|in|not|and|or|return|yield|await|lambda|assert)$/.test(name)
  )
    return undefined;
  if (!name.startsWith('.')) return name;
  const place = at - name.length - 1;
  const receiver = endings.get(place);
  return receiver === undefined ? `?${name}` : `${receiver.slice(-longestName)}()${name}`;
}

function argumentOf({ text, strings }: Part, constants: Constants): Argument {
  const [, name, value = text] = /^([A-Za-z_]\w*)\s*=(?!=)\s*(.*)$/s.exec(text) ?? [];
  return { name, text: value, strings, known: knownText(value, strings, constants) };
}

/** The argument of that name, or in that place. */
export function argument(call: Call, name: string, place?: number): Argument | undefined {
  const given = call.arguments.find((one) => one.name === name);
  if (given || place === undefined) return given;
  const one = call.arguments[place];
  return one?.name === undefined ? one : undefined;
}

/** The text of such an argument, where it is known as a whole. */
export function textArgument(call: Call, name: string, place?: number): string | undefined {
  const known = argument(call, name, place)?.known;
  return known?.isWhole ? known.text : undefined;
}
