import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shellWord } from '../../src/render/quote/shell-word.ts';
import { hostileText, nastyTexts } from '../support/hostile-text.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test.each(['sh', 'bash'])('%s reads a quoted word back exactly, and runs nothing of it', (shell) => {
  const folder = temporaryFolder();
  const texts = [...nastyTexts, ...fc.sample(hostileText, 2000)];
  const script = `printf '%s\\0' ${texts.map(shellWord).join(' ')}`;
  const { stdout } = spawnSync(shell, ['-s'], {
    input: script,
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  expect(stdout.split('\0').slice(0, -1)).toEqual(texts);
  expect(existsSync(join(folder, 'canary'))).toBe(false);
});
