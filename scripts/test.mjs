// `npm test`: everything that can be checked without a container engine, in the order of how fast it fails.
import { prepare, run } from './prepare.mjs';

prepare('test');
run('npm', ['run', '--silent', 'typecheck']);
run('npm', ['run', '--silent', 'lint']);
run('npm', ['run', '--silent', 'dead-code']);
run('npx', ['vitest', 'run', ...process.argv.slice(2)]);
