/** A word, a string, or one other character. Comments and regular expressions are left out. */
export interface Token {
  readonly kind: 'word' | 'string' | 'mark';
  /** Of a string, what is between its quotes; a template with values in it has none. */
  readonly text: string;
  readonly line: number;
}

/** The tokens of a file in TypeScript or JavaScript. It is tolerant: what is no program gives some tokens or others. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  /** For each open brace, whether it is one of a template. */
  const braces: boolean[] = [];
  let line = 1;
  let at = 0;
  const take = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const [found = ''] = pattern.exec(text) ?? [];
    return found;
  };
  const template = (): string => {
    const piece = take(templatePiece);
    if (piece.endsWith('${')) braces.push(true);
    return piece;
  };
  while (at < text.length) {
    const space = take(blank);
    line += lineEnds(space);
    at += space.length;
    const word = take(words);
    const string = word ? '' : take(strings);
    const regex = word || string || !beginsValue(tokens.at(-1)) ? '' : take(regularExpression);
    let piece = word || string || regex || text.slice(at, at + 1);
    if (word) tokens.push({ kind: 'word', text: word, line });
    else if (string) tokens.push({ kind: 'string', text: string.slice(1, -1), line });
    else if (piece === '`' || (piece === '}' && braces.at(-1))) {
      const isStart = piece === '`';
      if (!isStart) braces.pop();
      piece = template();
      const isWhole = isStart && piece.length > 1 && piece.endsWith('`');
      if (isStart) tokens.push({ kind: 'string', text: isWhole ? piece.slice(1, -1) : '', line });
    } else if (piece && !regex) {
      if (piece === '{') braces.push(false);
      if (piece === '}') braces.pop();
      tokens.push({ kind: 'mark', text: piece, line });
    } else if (regex) tokens.push({ kind: 'string', text: '', line });
    line += lineEnds(piece);
    at += piece.length;
  }
  return tokens;
}

const blank = /(?:\s+|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|^#![^\n]*)*/y;
const words = /[\p{ID_Start}$_#][\p{ID_Continue}$]*/uy;
const strings = /'(?:\\[\s\S]|[^'\\\n])*'?|"(?:\\[\s\S]|[^"\\\n])*"?/y;
const templatePiece = /[`}](?:\\[\s\S]|\$(?!\{)|[^`\\$])*(?:`|\$\{|$)/y;
const regularExpression = /\/(?:\\[^\n]|\[(?:\\[^\n]|[^\]\\\n])*\]|[^/\\[\n])+\/[a-z]*/y;

/** Whether a slash behind this token begins a regular expression, and no division. */
function beginsValue(last: Token | undefined): boolean {
  if (!last) return true;
  if (last.kind === 'mark') return !/[)\]]/.test(last.text);
  return last.kind === 'word' && beforeValues.has(last.text);
}

const beforeValues = new Set(
  'return typeof case in of delete void throw new do else instanceof await yield'.split(' '),
);

function lineEnds(text: string): number {
  return text.split('\n').length - 1;
}
