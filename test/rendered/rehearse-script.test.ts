import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../support/built.ts';
import { generatedFolder } from '../support/listing-folder.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };

/** Programs that print their arguments, in a folder with a space in its name. */
function runScript(programs: readonly string[]): string {
  const folder = join(temporaryFolder(), 'my programs');
  mkdirSync(folder);
  for (const name of programs) {
    writeFileSync(join(folder, name), `#!/bin/sh\nprintf '<%s>' ${name} "$@"\n`);
    chmodSync(join(folder, name), 0o755);
  }
  const listing = generatedFolder();
  const env = { ...process.env, PATH: `${folder}:${process.env['PATH']}` };
  const words = ['run', '--silent', 'rehearse', '--', '--no-engine', '--image', 'a b'];
  const { stdout } = spawnSync('npm', words, { cwd: listing, env, encoding: 'utf8' });
  rmSync(listing, { recursive: true });
  return stdout;
}

test('npm run rehearse of a listing calls the command of this machine, with what it is given', () => {
  expect(runScript(['sagemaker-mkt', 'npx'])).toBe('<sagemaker-mkt><rehearse><--no-engine><--image><a b>');
});

test('npm run rehearse of a listing fetches the version that wrote it, where there is no such command', () => {
  expect(runScript(['npx'])).toBe(
    `<npx><--yes><--package=generator-sagemaker-mkt@${version}><sagemaker-mkt><rehearse><--no-engine><--image><a b>`,
  );
});
