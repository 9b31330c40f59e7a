import { chmodSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { plainPaint } from '../../src/problem/print-problems.ts';
import { exitCodes } from '../../src/shell/exit-code.ts';
import { traced } from '../../src/shell/trace.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const terminal = {
  out: () => undefined,
  err: () => undefined,
  paintOut: plainPaint,
  paintErr: plainPaint,
  watchesErr: false,
  columns: 80,
};

test('only its owner can read a trace, in a file of before too', async () => {
  const cwd = temporaryFolder();
  const path = join(cwd, 'trace.jsonl');
  writeFileSync(path, '');
  chmodSync(path, 0o644);
  await traced({ command: 'upload', file: 'trace.jsonl', cwd, terminal }, async () => exitCodes.done);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});
