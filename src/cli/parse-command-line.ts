import { parseArgs } from 'node:util';
import { failure, ok, type Result } from '../model/result.ts';
import { closestName } from '../problem/closest-name.ts';
import type { Command, CommandCall } from './command.ts';

type Parsed = Pick<CommandCall, 'operands' | 'flags' | 'texts'>;

/** The arguments of a command; the reason is one sentence on what is wrong with them. */
export function parseCommandLine(command: Command, words: readonly string[]): Result<Parsed> {
  const { tokens } = parseArgs({
    args: [...words],
    options: Object.fromEntries(
      Object.entries(command.options).map(([name, { kind }]) => [
        name,
        { type: kind === 'flag' ? 'boolean' : 'string' },
      ]),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const operands: string[] = [];
  const flags = new Set<string>();
  const texts = new Map<string, string>();
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind !== 'option') continue;
    const fault = optionFault(command, token.rawName, token.name, token.value);
    if (fault) return failure(fault);
    if (texts.has(token.name)) return failure(`\`--${token.name}\` is given twice`);
    if (token.value === undefined) flags.add(token.name);
    else texts.set(token.name, token.value);
  }
  if (operands.length > command.mostOperands)
    return failure(`\`${command.name}\` takes no \`${operands[command.mostOperands]}\``);
  return ok({ operands, flags, texts });
}

function optionFault(
  command: Command,
  written: string,
  name: string,
  value: string | undefined,
): string | undefined {
  const option = Object.hasOwn(command.options, name) ? command.options[name] : undefined;
  if (!option) {
    const near = closestName(name, Object.keys(command.options));
    return `\`${command.name}\` has no option \`${written}\`${near ? `; did you mean \`--${near}\`?` : ''}`;
  }
  if (option.kind === 'flag' && value !== undefined) return `\`--${name}\` takes no value`;
  if (option.kind === 'text' && value === undefined)
    return `\`--${name}\` needs a value: --${name} ${option.placeholder}`;
  return undefined;
}
