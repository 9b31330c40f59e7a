import { CST, Parser } from 'yaml';

type Token = CST.Token;

/** A quote or bracket that is not closed, or closed by another kind of bracket. */
export interface OpenToken {
  readonly offset: number;
  /** The character that would close it. */
  readonly closer: string;
  /** The bracket that stands in the place of the closer. */
  readonly wrong: string | undefined;
}

/** What the parser's own tokens say about a text that is not YAML: they are whole where the document is not. */
export interface YamlTokens {
  /** The first one by its offset. */
  readonly open: OpenToken | undefined;
  readonly quoted: readonly { readonly offset: number; readonly source: string }[];
  /** Zero-based lines that go on with brackets, quotes or a block of text: their indentation has no meaning. */
  readonly continued: ReadonlySet<number>;
}

export function yamlTokens(text: string): YamlTokens {
  const tokens = [...new Parser().parse(text)].flatMap(tokensIn);
  const open = tokens.flatMap(openToken).sort((a, b) => a.offset - b.offset)[0];
  const continued = new Set(tokens.filter(spansLines).flatMap((token) => linesAfterFirst(text, token)));
  return { open, quoted: tokens.filter(isQuoted), continued };
}

function tokensIn(document: Token): Token[] {
  if (document.type !== 'document') return [];
  const tokens: Token[] = [];
  CST.visit(document, ({ key, value }) => {
    if (key) tokens.push(key);
    if (value) tokens.push(value);
  });
  return tokens;
}

const isQuoted = (token: Token): token is CST.FlowScalar =>
  token.type === 'single-quoted-scalar' || token.type === 'double-quoted-scalar';

const spansLines = (token: Token) =>
  isQuoted(token) || token.type === 'flow-collection' || token.type === 'block-scalar';

function openToken(token: Token): OpenToken[] {
  if (isQuoted(token)) {
    const quote = token.source.charAt(0);
    const isClosed = token.source.length > 1 && token.source.endsWith(quote);
    return isClosed ? [] : [{ offset: token.offset, closer: quote, wrong: undefined }];
  }
  if (token.type !== 'flow-collection') return [];
  const closer = token.start.source === '{' ? '}' : ']';
  const end = token.end[0]?.source;
  if (end === closer) return [];
  return [{ offset: token.offset, closer, wrong: end === '}' || end === ']' ? end : undefined }];
}

function linesAfterFirst(text: string, token: Token): number[] {
  const first = text.slice(0, token.offset).split('\n').length - 1;
  const breaks = CST.stringify(token).trimEnd().split('\n').length - 1;
  return Array.from({ length: breaks }, (_, index) => first + index + 1);
}
