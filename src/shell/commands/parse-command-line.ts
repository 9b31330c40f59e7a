import { parseArgs } from 'node:util';
import { failure, ok, type Result } from '../../model/result.ts';
import { closestName } from '../../problem/closest-name.ts';
import type { Command, CommandCall } from './command.ts';
import { standardInput } from './standard-input.ts';

export type Parsed = Pick<CommandCall, 'operands' | 'flags' | 'texts'>;

/** One thing that a call says, from words or from the options of Yeoman. */
export type Token =
  | { readonly kind: 'operand'; readonly value: string }
  | {
      readonly kind: 'option';
      readonly name: string;
      /** With its dashes, as it was written. */
      readonly written: string;
      readonly value: string | undefined;
    };

/** The arguments of a command; the reason is one sentence on what is wrong with them. */
export function parseCommandLine(command: Command, words: readonly string[]): Result<Parsed> {
  return sortTokens(command, tokensOf(command.options, words));
}

export function tokensOf(options: Command['options'], words: readonly string[]): Token[] {
  const { tokens } = parseArgs({
    args: [...words],
    options: Object.fromEntries(
      Object.entries(options).map(([name, { kind, short }]) => [
        name,
        { type: kind === 'flag' ? 'boolean' : 'string', ...(short && { short }) },
      ]),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  return tokens.flatMap((token): Token[] => {
    if (token.kind === 'positional') return [{ kind: 'operand', value: token.value }];
    if (token.kind !== 'option') return [];
    const { name, rawName, inlineValue, value } = token;
    // In `--trace --dry-run` the value is missing: the dry run must not become a file of that name.
    const isMissing = inlineValue === false && /^-./.test(value);
    return [{ kind: 'option', name, written: rawName, value: isMissing ? undefined : value }];
  });
}

export function sortTokens(
  command: Pick<Command, 'name' | 'options' | 'mostOperands' | 'readsStandardInput'>,
  tokens: readonly Token[],
): Result<Parsed> {
  const operands: string[] = [];
  const flags = new Set<string>();
  const texts = new Map<string, string>();
  for (const token of tokens) {
    if (token.kind === 'operand') {
      operands.push(token.value);
      continue;
    }
    const fault = optionFault(command, token.written, token.name, token.value);
    if (fault) return failure(fault);
    if (texts.has(token.name)) return failure(`\`--${token.name}\` is given twice`);
    if (token.value === undefined) flags.add(token.name);
    else texts.set(token.name, token.value);
  }
  if (operands.length > command.mostOperands)
    return failure(`\`${command.name}\` takes no \`${operands[command.mostOperands]}\``);
  if (operands.includes(standardInput) && !command.readsStandardInput)
    return failure(`\`${command.name}\` takes no manifest from standard input: it needs the folder of one`);
  if (flags.has('quiet') && flags.has('verbose'))
    return failure('`--quiet` and `--verbose` exclude each other');
  return ok({ operands, flags, texts });
}

function optionFault(
  command: Pick<Command, 'name' | 'options'>,
  written: string,
  name: string,
  value: string | undefined,
): string | undefined {
  const option = Object.hasOwn(command.options, name) ? command.options[name] : undefined;
  if (!option) {
    const names = Object.keys(command.options).filter(({ length }) => length > 1);
    const near = closestName(name, names);
    return `\`${command.name}\` has no option \`${written}\`${near ? `; did you mean \`--${near}\`?` : ''}`;
  }
  if (option.kind === 'flag' && value !== undefined) return `\`--${name}\` takes no value`;
  if (option.kind === 'text' && value === undefined)
    return `\`--${name}\` needs a value: --${name} ${option.placeholder}`;
  return undefined;
}
