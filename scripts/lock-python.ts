// `npm run lock:python`: writes `test/python/*.txt` from the `.in` files beside them: every package that these need,
// with the hashes of its files. Versions that are locked already stay where they fit; `-- --upgrade` takes newer ones.
// They suit Python 3.11 and newer, or what the first line of the `.in` file says. Behind `# Alone`, a file names all that is installed.
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
  const text = readFileSync(join(folder, file), 'utf8');
  const oldest = /^# Python (\S+)\n/.exec(text)?.[1] ?? '3.11';
  const isAlone = text.startsWith('# Alone\n');
  const where = ['--python-version', oldest, file, '--output-file', file.replace(/in$/, 'txt')];
  const more = [...(isAlone ? ['--no-deps'] : []), ...process.argv.slice(2)];
  execFileSync(uvProgram(), [...words, ...more, ...where], {
    cwd: folder,
    stdio: 'inherit',
  });
}
