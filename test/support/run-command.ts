import type { Command } from '../../src/cli/command.ts';
import { parseCommandLine } from '../../src/cli/parse-command-line.ts';
import { plainPaint } from '../../src/problem/print-problems.ts';
import type { Ran } from './run-bin.ts';

/** What the command does and prints, without a process of its own. */
export async function runCommand(command: Command, words: readonly string[], cwd: string): Promise<Ran> {
  const parsed = parseCommandLine(command, words);
  if ('fault' in parsed) throw new Error(parsed.fault);
  const out: string[] = [];
  const err: string[] = [];
  const terminal = {
    out: (text: string) => void out.push(text),
    err: (text: string) => void err.push(text),
    paintOut: plainPaint,
    paintErr: plainPaint,
    watchesErr: false,
    columns: 100,
  };
  const code = await command.run({ ...parsed, cwd, terminal });
  return { code, out: out.join(''), err: err.join('') };
}
