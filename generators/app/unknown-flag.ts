import { closestName } from '../../src/problem/closest-name.ts';

/** What Yeoman itself understands behind any generator. */
const yeomanFlags: readonly string[] = [
  'ask-answered',
  'bail',
  'debug',
  'dry-run',
  'force',
  'force-install',
  'help',
  'ignore-whitespace',
  'local-only',
  'skip-cache',
  'skip-install',
  'skip-yo-resolve',
];

/**
 * One sentence on the first flag that nobody knows. `yo` hands every flag over twice, as it was written and in camel
 * case, among options of its own: only what was written on the command line is judged. A comma ends a call of several.
 */
export function unknownFlag(words: readonly string[], ownFlags: readonly string[]): string | undefined {
  const known = [...ownFlags, ...yeomanFlags];
  const written = words.flatMap((word) => /^--(?:no-)?([^=,]+)/.exec(word)?.[1] ?? []);
  const unknown = written.find((name) => !known.includes(name));
  if (unknown === undefined) return undefined;
  const near = closestName(unknown, known);
  return `there is no option \`--${unknown}\`${near ? `; did you mean \`--${near}\`?` : ''}`;
}
