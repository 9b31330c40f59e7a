// Builds `dist/` unless it is newer than all its sources. A deleted file makes its folder newer.
import { globSync } from 'node:fs';
import { isOlder, root, run } from './prepare.mjs';

const sources = globSync(
  [
    'src/**',
    'generators/**',
    'listing/**',
    'templates/**',
    'schema/**',
    'scripts/build.ts',
    'scripts/build/**',
    'package-lock.json',
  ],
  { cwd: root },
);
if (isOlder('dist/main.js', sources)) run('npm', ['run', '--silent', 'build']);
