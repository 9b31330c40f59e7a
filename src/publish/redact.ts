import type { Json } from '../model/file-plan.ts';

/** Removes from a value what nobody else may read. */
export interface Redactor {
  readonly text: (text: string) => string;
  readonly value: (value: unknown) => Json;
}

/** How much of a text and of a list is kept. */
const longestText = 1000;
const longestList = 20;
const deepest = 12;
const shortestSecret = 6;

/** `known` are texts that must not be there, such as keys and passwords; more may be added while it is used. */
export function redactor(known: ReadonlySet<string>, home: string): Redactor {
  const withoutHome = (value: string) => (home.length > 1 ? value.replaceAll(home, '~') : value);
  const text = (value: string) => shortened(withoutPatterns(withoutHome(withoutKnown(value, known))));
  return { text, value: (value) => redacted(value, text, 0) };
}

/** The longest first: one may be a part of another. */
function withoutKnown(text: string, known: ReadonlySet<string>): string {
  const secrets = [...known]
    .filter(({ length }) => length >= shortestSecret)
    .sort((a, b) => b.length - a.length);
  return secrets.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
}

/** What looks like a secret or an account, though nobody named it. */
const patterns: readonly (readonly [RegExp, string])[] = [
  // Who signs in a URL signs in its query.
  [/(\b[a-z][a-z0-9+.-]*:\/\/[^\s"'<>?]*)\?[^\s"'<>]*/gi, '$1?***'],
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s"'<>/]*@/gi, '$1***@'],
  [/\b((?:Credential|Signature|X-Amz-[A-Za-z-]+)=)[^\s,&"']+/gi, '$1***'],
  // A quoted value may have spaces and escaped quotes in it.
  [
    /((?:token|secret|password|passwd|(?:access|api|private)[_-]?key)["']?\s*[:=]\s*["']?)(?:(?<=")(?:[^"\\]|\\.)*|[^\s,"']+)/gi,
    '$1***',
  ],
  [/\b(Bearer|Basic)\s+[\w.+/=-]{6,}/gi, '$1 ***'],
  [/\beyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?/g, '***'],
  [/\b(A(?:KI|SI|RO|ID|NP|GP|CC|BI)A)[A-Z0-9]{12,}/g, '$1***'],
  [/[A-Za-z0-9+/=_-]{100,}/g, '***'],
];

/** The number of an account ends with its last digits; a hash is none. */
const account = /\b[0-9a-f]{40,}\b|(?<!\d)\d{8}(\d{4})(?!\d)/g;

function withoutPatterns(text: string): string {
  const plain = patterns.reduce((rest, [pattern, instead]) => rest.replace(pattern, instead), text);
  return plain.replace(account, (found, last?: string) => (last === undefined ? found : `********${last}`));
}

function shortened(text: string): string {
  return text.length > longestText ? `${text.slice(0, longestText)}… (${text.length} characters)` : text;
}

/** Members whose values are secret, or as long as they like. */
const secretMember =
  /token|secret|password|credential|signature|authorization|accesskey|^userid$|^uploadid$|presigned/i;
/** Maps of the seller's own names and values, which may be anything. */
const ownValues = /^(?:environment|metadata|hyperparameters)$/i;

function redacted(value: unknown, text: Redactor['text'], depth: number): Json {
  if (typeof value === 'string') return text(value);
  if (typeof value === 'number') return text(String(value)) === String(value) ? value : text(String(value));
  if (typeof value === 'boolean' || value === null) return value;
  if (value instanceof Uint8Array) return `(${value.length} bytes)`;
  if (typeof value !== 'object' || depth > deepest) return null;
  if (Array.isArray(value)) return redactedList(value, text, depth);
  if (isTime(value)) return value.toISOString();
  // A stream, or another object of a library.
  if (Object.getPrototypeOf(value) !== Object.prototype && depth > 0) return '(an object)';
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]): [string, Json][] => {
      if (member === undefined) return [];
      if (secretMember.test(name)) return [[name, '***']];
      if (ownValues.test(name)) return [[name, namesOnly(member, text)]];
      return [[text(name), redacted(member, text, depth + 1)]];
    }),
  );
}

/** The core has no clock of its own, and others answer with times. */
function isTime(value: object): value is { toISOString(): string } {
  return 'toISOString' in value && typeof value.toISOString === 'function';
}

function redactedList(list: readonly unknown[], text: Redactor['text'], depth: number): Json {
  const kept = list.slice(0, longestList).map((item) => redacted(item, text, depth + 1));
  return list.length > longestList ? [...kept, `… ${list.length - longestList} more`] : kept;
}

function namesOnly(value: unknown, text: Redactor['text']): Json {
  if (typeof value !== 'object' || value === null) return '***';
  return Object.fromEntries(Object.keys(value).map((name) => [text(name), '***']));
}
