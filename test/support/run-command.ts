import { runCommandLine } from '../../src/cli/run-command-line.ts';
import { plainPaint } from '../../src/problem/print-problems.ts';
import type { Ran } from './run-bin.ts';

/** The same as `runBin`, but in this process, for tests that do not need another one. */
export async function runCommand(words: readonly string[], cwd = '/'): Promise<Ran> {
  let out = '';
  let err = '';
  const terminal = {
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
    paintOut: plainPaint,
    paintErr: plainPaint,
    watchesErr: false,
    columns: 80,
  };
  const code = await runCommandLine(words, { cwd, terminal });
  return { code, out, err };
}
