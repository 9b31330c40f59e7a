// `npm run test:quick`: the type check, and every test that starts no process.
import { prepare, run } from './prepare.mjs';

prepare('run test:quick');
run('npm', ['run', '--silent', 'typecheck']);
run('npx', ['vitest', 'run', '--project', 'quick', ...process.argv.slice(2)]);
