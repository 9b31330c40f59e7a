import type { Charset, Codec, DeclaredType, DeclaredTypes } from '../codecs.ts';
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
  if (!header?.trim()) return declared[0];
  const ranges = header.split(',').map(parseMediaType);
  const ranked = declared
    .map((one) => ({ one, quality: qualityOf(one.type, ranges) }))
    .filter(({ quality }) => quality > 0)
    .sort((left, right) => right.quality - left.quality);
  const best = ranked[0]?.one;
  if (best) return best;
  const supported = declared.map((one) => one.type);
  throw new Refusal(406, `nothing that was asked for (${header.trim()}) can be answered`, { supported });
}

/** The most specific range speaks for a type: `text/csv;q=0` holds against a later `text/*`. */
function qualityOf(type: string, ranges: readonly MediaType[]): number {
  const names = [type, `${type.split('/')[0]}/*`, '*/*'];
  const range = names.flatMap((name) => ranges.find((one) => one.type === name) ?? [])[0];
  return range ? Number(range.parameters.get('q') ?? 1) : 0;
}

function parseMediaType(text: string): MediaType {
  const [type = '', ...rest] = text.split(';');
  const parameters = rest.map((part): [string, string] => {
    const [name = '', ...value] = part.split('=');
    return [
      name.trim().toLowerCase(),
      value
        .join('=')
        .trim()
        .replace(/^"(.*)"$/, '$1'),
    ];
  });
  return { type: type.trim().toLowerCase(), parameters: new Map(parameters) };
}
