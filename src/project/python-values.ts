import type { Statement } from '../imports/python-statements.ts';

/** What names stand for that are given one text, once in the whole file. */
export type Constants = ReadonlyMap<string, string>;

/** The text of an expression, or what it certainly begins with. */
export interface KnownText {
  readonly text: string;
  readonly isWhole: boolean;
}

export function constantsIn(statements: readonly Statement[]): Constants {
  const found = new Map<string, string>();
  const given = new Set<string>();
  for (const { text, strings } of statements) {
    const [, name, value = ''] = /^([A-Za-z_]\w*)\s*(?::[^=]+)?=(?!=)\s*(.*)$/s.exec(text) ?? [];
    if (name === undefined) continue;
    const known = knownText(value, strings, found);
    if (given.has(name) || !known?.isWhole) found.delete(name);
    else found.set(name, known.text);
    given.add(name);
  }
  return found;
}

/** Brackets that are nested deeper are no path that anybody wrote. */
const deepest = 6;

/**
 * What a text is by its expression, in which each string is `""`: a literal, a name with one value, and the ways in
 * which paths are made of them. Undefined where only a run would tell.
 */
export function knownText(
  expression: string,
  strings: readonly string[],
  constants: Constants,
  depth = 0,
): KnownText | undefined {
  const text = expression.trim();
  const [first = ''] = strings;
  if (/^[rbu]{0,2}""(?:\s*[rbu]{0,2}"")*$/i.test(text))
    return { text: strings.join('').slice(0, longest), isWhole: true };
  if (/^(?:f|rf|fr)""/i.test(text)) return startOfPattern(first, constants, text.length <= 4);
  if (/^[A-Za-z_]\w*$/.test(text)) return whole(constants.get(text));
  if (depth === deepest) return undefined;
  const inner = /^(?:os\.path\.(?:join|abspath)|(?:pathlib\.)?Path|str|os\.fspath)\s*\(/.exec(text)?.[0];
  if (inner !== undefined) {
    const [head, rest] = upToComma(text.slice(inner.length));
    const count = head.split('""').length - 1;
    const known = knownText(head, strings.slice(0, count), constants, depth + 1);
    return known && startOf(known, /^\)\s*$/.test(rest), /^,|^\)\s*\//.test(rest));
  }
  const [, start, sign] = /^([rbu]{0,2}""|[A-Za-z_]\w*)\s*([/+%])/i.exec(text) ?? [];
  const known = start === undefined ? undefined : knownText(start, [first], constants, depth + 1);
  return known && startOf(known, false, sign === '/');
}

/** With the slash that a path has before what follows. */
function startOf({ text, isWhole }: KnownText, isAll: boolean, isFolder: boolean): KnownText {
  return { text: isFolder && !text.endsWith('/') ? `${text}/` : text, isWhole: isWhole && isAll };
}

/** Longer ones are no names and no paths. */
const longest = 4096;

function whole(text: string | undefined): KnownText | undefined {
  return text === undefined ? undefined : { text, isWhole: true };
}

/** `f"{ROOT}/out"` and `f"/opt/{name}"`. */
function startOfPattern(pattern: string, constants: Constants, isAlone: boolean): KnownText | undefined {
  const [, name, rest = ''] = /^\{(\w+)\}(.*)$/s.exec(pattern) ?? [];
  const value = name === undefined ? '' : constants.get(name);
  if (value === undefined) return undefined;
  const plain = name === undefined ? pattern : rest;
  const [start = ''] = plain.split('{');
  const text = `${value}${start}`.slice(0, longest);
  return text === '' ? undefined : { text, isWhole: isAlone && start === plain };
}

/** The first argument, and what follows it. */
function upToComma(text: string): readonly [string, string] {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? '';
    if ('([{'.includes(letter)) depth += 1;
    const isEnd = depth === 0 && (letter === ',' || ')]}'.includes(letter));
    if (isEnd) return [text.slice(0, at), text.slice(at)];
    if (')]}'.includes(letter)) depth -= 1;
  }
  return [text, ''];
}
