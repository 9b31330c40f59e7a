// Builds `dist/` unless it is newer than everything that it is made of. A folder is newer when a file of it has gone.
import { globSync } from 'node:fs';
import { isOlder, root, run } from './prepare.mjs';

const sources = globSync(['src/**', 'generators/**', 'tsconfig*.json'], { cwd: root });
if (isOlder('dist/src/cli/main.js', sources)) run('npm', ['run', '--silent', 'build']);
