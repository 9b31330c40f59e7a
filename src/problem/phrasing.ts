import type { ManifestPath } from '../model/problem.ts';

/** A path as the seller would write it, `training.channels[0].name`, in back-ticks for a sentence. */
export function pathInWords(path: ManifestPath): string {
  const text = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
  return `\`${text.replace(/^\./, '')}\``;
}

/** Names for a sentence: `a`, `a or b`, `a, b or c`. */
export function listInWords(names: readonly string[], joiner: 'or' | 'and' = 'or'): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} ${joiner} ${names.at(-1)}`;
}

/** `1 error`, `2 errors`. */
export function countInWords(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** A value inside a sentence; text is in quotes, and long text is cut. */
export function valueInWords(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (typeof value === 'string') return JSON.stringify(shortened(value));
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (typeof value === 'object') return 'a map of keys';
  return typeof value === 'number' ? `the number ${value}` : String(value);
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** A command for one listing, as it is typed where this run was: without a name where the listing is here. */
export function commandFor(command: string, manifest: string): string {
  const listing = manifest.replace(/(?:^|\/)marketplace\.yaml$/, '');
  return ['sagemaker-mkt', command, ...(listing === '' ? [] : [commandWord(listing)])].join(' ');
}

/** A path quoted for a shell, so that the printed command can be pasted. */
export function commandWord(path: string): string {
  const word = path.startsWith('-') ? `./${path}` : path;
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
