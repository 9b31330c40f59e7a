// `npm test`: every check that needs no container engine; the fastest ones first.
import { prepare, run, runTogether } from './prepare.mjs';

prepare('test');
await runTogether(['typecheck', 'lint', 'dead-code']);
run('npx', ['vitest', 'run', '--project', 'quick', '--project', 'processes', ...process.argv.slice(2)]);
