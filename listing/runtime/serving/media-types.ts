import type { Charset } from '../codecs.ts';
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
 * What the body is, or 415. Without a type, and with the one that curl sends on its own, it is the first declared type.
 * Types are compared without case and parameters: SageMaker's own pages write `text/CSV; label_size=0`.
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

/** What the caller likes best among the declared types, or 406. The manifest's order settles what the caller left open. */
export function chooseOutput<Type extends string>(
  header: string | undefined,
  declared: DeclaredTypes<Type>,
): DeclaredType<Type> {
  const asked = withoutBlanks(header ?? '');
  // HTTP has empty members of a list count for nothing.
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
  throw new Refusal(406, `nothing that was asked for (${asked}) can be answered`, { supported });
}

/**
 * The most specific range speaks for a type: `text/csv;q=0` holds against a later `text/*`. Callers who write `.5` or `2`
 * mean it. Any other faulty quality is 0: the caller reads in a refusal what they sent, and gets nothing they may not want.
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

/** What HTTP takes for blanks, of which JavaScript and Python have more, and each has others. */
function withoutBlanks(text: string): string {
  return text.replace(/^[ \t]+|(?<![ \t])[ \t]+$/g, '');
}
