import type { Charset } from '../codecs/body-text.ts';
import type { Codec, DeclaredType, DeclaredTypes } from '../declared.ts';
import { plainDecimal } from './plain-decimal.ts';
import { Refusal } from './refusal.ts';

interface MediaType {
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
}

export interface Input<Type extends string> extends MediaType {
  readonly type: Type;
  readonly codec: Codec;
  readonly charset: Charset;
}

/**
 * Chooses the type of the body, or throws 415. Without a content type, or with curl's default, it is the first
 * declared type. Case and parameters are ignored in the comparison: SageMaker's own pages write `text/CSV;
 * label_size=0`.
 */
export function chooseInput<Type extends string>(
  header: string | undefined,
  declared: DeclaredTypes<Type>,
): Input<Type> {
  const { type, parameters } = parseMediaType(header ?? '');
  const isUnspecified = ['', '*/*', 'application/x-www-form-urlencoded'].includes(type);
  const match = declared.find((one) => one.type === type) ?? (isUnspecified ? declared[0] : undefined);
  const supported = declared.map((one) => one.type);
  if (!match) throw new Refusal(415, `the content type ${type} is not supported`, { supported });
  const label = parameters.get('charset') ?? 'utf-8';
  const charset = charsets.get(label.toLowerCase());
  const isText = match.codec !== 'bytes' && match.codec !== 'npy';
  if (isText && !charset)
    throw new Refusal(415, `the charset ${label} is not supported`, { supported: [...charsets.keys()] });
  return { ...match, parameters, charset: charset ?? 'utf-8' };
}

const charsets: ReadonlyMap<string, Charset> = new Map([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['iso-8859-1', 'latin1'],
  ['latin1', 'latin1'],
  ['us-ascii', 'us-ascii'],
]);

/** Throws 415 for a compressed body: its bytes would be taken for what the content type says. */
export function checkEncoding(header: string | undefined): void {
  if (header === undefined || withoutBlanks(header).toLowerCase() === 'identity') return;
  const details = { supported: ['identity'] };
  throw new Refusal(415, `the content encoding ${header} is not supported`, details, {
    'accept-encoding': 'identity',
  });
}

/**
 * Chooses the declared type that the caller prefers, or throws 406. Equal preferences are resolved by the
 * manifest's order.
 */
export function chooseOutput<Type extends string>(
  header: string | undefined,
  declared: DeclaredTypes<Type>,
): DeclaredType<Type> {
  const asked = withoutBlanks(header ?? '');
  // HTTP ignores empty list members.
  const ranges = asked
    .split(',')
    .map(parseMediaType)
    .filter(({ type }) => type !== '');
  if (ranges.length === 0) return declared[0];
  const ranked = declared
    .map((one) => ({ one, quality: qualityOf(one.type, ranges) }))
    .filter(({ quality }) => quality > 0)
    .sort((left, right) => right.quality - left.quality);
  const best = ranked[0]?.one;
  if (best) return best;
  const supported = declared.map((one) => one.type);
  throw new Refusal(406, `none of the requested types (${asked}) is supported`, { supported });
}

/**
 * The most specific range applies: `text/csv;q=0` wins over a later `text/*`. `.5` and `2` are accepted although
 * HTTP does not allow them. Any other invalid quality is 0: the caller gets an error with what they sent, and not a
 * type that they may not want.
 */
function qualityOf(type: string, ranges: readonly MediaType[]): number {
  const names = [type, `${type.split('/')[0]}/*`, '*/*'];
  const range = names.flatMap((name) => ranges.find((one) => one.type === name) ?? [])[0];
  return range ? Math.min(1, plainDecimal(range.parameters.get('q') ?? '1') ?? 0) : 0;
}

function parseMediaType(text: string): MediaType {
  const [type = '', ...rest] = text.split(';');
  const parameters = rest.map((part): [string, string] => {
    const [name = '', ...value] = part.split('=');
    return [withoutBlanks(name).toLowerCase(), withoutBlanks(value.join('=')).replace(/^"(.*)"$/s, '$1')];
  });
  return { type: withoutBlanks(type).toLowerCase(), parameters: new Map(parameters) };
}

/**
 * Trims the blanks of HTTP: space and tab. The trim functions of JavaScript and Python remove more, each a
 * different set.
 */
function withoutBlanks(text: string): string {
  return text.replace(/^[ \t]+|(?<![ \t])[ \t]+$/g, '');
}
