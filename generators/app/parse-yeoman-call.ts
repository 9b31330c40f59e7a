import type { Result } from '../../src/model/result.ts';
import type { Command, CommandOption } from '../../src/shell/commands/command.ts';
import {
  type Parsed,
  sortTokens,
  type Token,
  tokensOf,
} from '../../src/shell/commands/parse-command-line.ts';
import { yeomanFlags } from './yeoman-flags.ts';

/** What Yeoman hands to a generator: `dry-run` as `dryRun`, and from `yo` as `dry-run` too. */
export interface Given {
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
  /** A generator that composes may hand all of its own options over, so that unknown ones are no mistake. */
  readonly isGuest: boolean;
}

/**
 * The arguments of a call by Yeoman, by the same table as a command line; the reason is one sentence on what is wrong.
 * A guest is not given letters: those of its parent may mean something else.
 */
export function parseYeomanCall(
  command: Pick<Command, 'name' | 'options' | 'mostOperands' | 'readsStandardInput'>,
  { words, options: given, isGuest }: Given,
): Result<Parsed> {
  const options = { ...yeomanFlags, ...command.options };
  const argument = argumentOf(command);
  const said = tokensOf(options, words);
  const named = said.some(({ kind }) => kind === 'operand') ? [] : [given[argument] ?? []].flat();
  return sortTokens({ ...command, options }, [
    ...Object.entries(options).flatMap(([name, option]) =>
      optionTokens(name, isGuest ? { ...option, short: name } : option, given),
    ),
    ...(isGuest ? [] : unknownTokens([...Object.keys(options), ...shortsOf(options), argument], given)),
    ...named.map((value) => operand(value)),
    ...said,
  ]);
}

/** The name that Yeoman has for the operands. */
export function argumentOf({ mostOperands }: Pick<Command, 'mostOperands'>): string {
  return mostOperands === 1 ? 'manifest' : 'manifests';
}

/** To Yeoman, `--no-wait` is the option `wait`, and says no. */
export function positive(name: string): string {
  return name.replace(/^no-/, '');
}

function optionTokens(name: string, { kind, short = name }: CommandOption, given: Given['options']): Token[] {
  const values = [given[name] ?? given[camelCase(name)] ?? given[short] ?? []].flat();
  if (kind === 'text') return values.map((value) => textToken(name, value));
  const own = values.flatMap((value) => flagTokens(name, value));
  if (name === positive(name)) return own;
  const value = given[positive(name)];
  return [...own, ...(value === false ? [option(name)] : flagTokens(name, value).slice(1))];
}

function shortsOf(options: Command['options']): string[] {
  return Object.values(options).flatMap(({ short }) => short ?? []);
}

/** `yo` takes an operand behind a flag for the value of the flag: it is given back. */
function flagTokens(name: string, value: unknown): Token[] {
  if (value === undefined || value === null || String(value) === 'false') return [];
  return [option(name), ...(String(value) === 'true' ? [] : [operand(value)])];
}

function textToken(name: string, value: unknown): Token {
  if (value === false) return option(`no-${name}`);
  return option(name, value === true ? undefined : String(value));
}

/** Single values that belong to no option: somebody mistyped a name. */
function unknownTokens(known: readonly string[], given: Given['options']): Token[] {
  const names = known.flatMap((name) => [name, positive(name)]);
  return Object.entries(given)
    .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
    .map(([key]) => key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`))
    .filter((name) => !names.includes(name))
    .map((name) => option(name));
}

function option(name: string, value?: string): Token {
  return { kind: 'option', name, written: name.length > 1 ? `--${name}` : `-${name}`, value };
}

function operand(value: unknown): Token {
  return { kind: 'operand', value: String(value) };
}

function camelCase(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}
