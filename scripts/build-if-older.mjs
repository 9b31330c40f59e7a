// Builds `dist/` unless it is newer than all its sources. A deleted file makes its folder newer.
import { globSync } from 'node:fs';
import { isOlder, root, run } from './prepare.mjs';

const sources = globSync(['src/**', 'generators/**', 'tsconfig*.json'], { cwd: root });
if (isOlder('dist/src/cli/main.js', sources)) run('npm', ['run', '--silent', 'build']);
