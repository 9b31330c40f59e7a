// `npm test`: everything that can be checked without a container engine, in the order of how fast it fails.
import { prepare, run, runTogether } from './prepare.mjs';

prepare('test');
await runTogether(['typecheck', 'lint', 'dead-code']);
run('npx', ['vitest', 'run', '--project', 'quick', '--project', 'processes', ...process.argv.slice(2)]);
