// `npm run lock:python`: writes `test/python/*.txt` from the `.in` files beside them: every package that these need,
// with the hashes of its files. Versions that are locked already stay where they fit; `-- --upgrade` takes newer ones.
// They suit Python 3.11 and newer, or what the first line of the `.in` file says.
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onlyWheels, uvProgram } from '../test/support/make-python.ts';

const folder = fileURLToPath(new URL('../test/python/', import.meta.url));
const words = [
  ...['pip', 'compile', '--quiet', '--universal'],
  ...['--generate-hashes', ...onlyWheels, '--no-header', '--no-annotate'],
];

for (const file of globSync('*.in', { cwd: folder }).sort()) {
  const oldest = /^# Python (\S+)\n/.exec(readFileSync(join(folder, file), 'utf8'))?.[1] ?? '3.11';
  const where = ['--python-version', oldest, file, '--output-file', file.replace(/in$/, 'txt')];
  execFileSync(uvProgram(), [...words, ...process.argv.slice(2), ...where], {
    cwd: folder,
    stdio: 'inherit',
  });
}
