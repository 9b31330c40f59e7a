/** A statement in one line, without comments; strings are empty. */
export interface Statement {
  readonly text: string;
  /** What its strings hold, in order, as it is written between the quotes. */
  readonly strings: readonly string[];
  /** The width of the space before it. */
  readonly indent: number;
  /** One-based. */
  readonly line: number;
  /** Whether it stands behind another one in its line, such as the body of `try: import numpy`. */
  readonly isSameLine: boolean;
}

/**
 * The statements of a Python file. It reads every file that Python reads, and is tolerant: what is no Python gives some
 * statements or others.
 */
export function statementsOf(text: string): readonly Statement[] {
  const statements: Statement[] = [];
  let line = 1;
  let logical = '';
  let strings: string[] = [];
  let startsAt = 1;
  let isBlank = true;
  let depth = 0;
  const end = () => {
    statements.push(...partsOf(logical, strings, startsAt));
    logical = '';
    strings = [];
    isBlank = true;
    depth = 0;
  };
  for (const [token] of text.replace(/\r\n?/g, '\n').matchAll(tokens)) {
    if (isBlank) startsAt = line;
    line += token.split('\n').length - 1;
    if (token === '\n' && depth === 0) end();
    else if (token === '\n' || token.startsWith('\\')) logical += ' ';
    else if (token.startsWith('#')) continue;
    else if (/["']/.test(token)) {
      logical += '""';
      isBlank = false;
      strings.push(contentOf(token));
    } else {
      if ('([{'.includes(token)) depth += 1;
      else if (')]}'.includes(token)) depth = Math.max(0, depth - 1);
      logical += token;
      isBlank &&= token.trim() === '';
    }
  }
  end();
  return statements;
}

/** Comments, continued lines, strings with three quotes and with one, line ends, and everything else. */
const tokens =
  /#[^\n]*|\\\r?\n|"""(?:\\[\s\S]|(?!""")[\s\S])*(?:"""|$)|'''(?:\\[\s\S]|(?!''')[\s\S])*(?:'''|$)|"(?:\\[\s\S]|[^"\\\n])*"?|'(?:\\[\s\S]|[^'\\\n])*'?|\r?\n|[^#\\"'\r\n()[\]{}]+|[\s\S]/g;

/** Between its quotes; one that does not end has none at its end. */
function contentOf(token: string): string {
  const quotes = /^(?:"""|'''|["'])/.exec(token)?.[0] ?? '';
  const isEnded = token.length >= 2 * quotes.length && token.endsWith(quotes);
  return token.slice(quotes.length, isEnded ? -quotes.length : undefined);
}

function partsOf(logical: string, strings: readonly string[], line: number): readonly Statement[] {
  const indent = widthOf(/^[ \t\f]*/.exec(logical)?.[0] ?? '');
  let used = 0;
  return logical
    .split(';')
    .flatMap(withBody)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((text, at) => {
      const first = used;
      used += text.split('""').length - 1;
      return { text, strings: strings.slice(first, used), indent, line, isSameLine: at > 0 };
    });
}

/** `try: import numpy` is two statements. */
function withBody(part: string): readonly string[] {
  const [, head, body] =
    /^(\s*(?:try|if|elif|else|except|finally|with|for|while|def|class|async)\b.*?:)\s*((?:import|from)\s.*)$/.exec(
      part,
    ) ?? [];
  return head === undefined || body === undefined ? [part] : [head, body];
}

function widthOf(space: string): number {
  return [...space].reduce((width, character) => {
    if (character === '\f') return 0;
    return character === '\t' ? width + 8 - (width % 8) : width + 1;
  }, 0);
}
