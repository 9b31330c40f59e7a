// Installs and builds what is missing, so that a fresh clone needs one command. Plain JavaScript, because it
// runs before anything is installed, and reports a Node version that is too old for the rest.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

export function prepare(command) {
  refuseOldNode(command);
  if (isOlder('node_modules/.package-lock.json', ['package-lock.json', 'package.json']))
    run('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts']);
  run(process.execPath, ['scripts/build-if-older.mjs']);
}

/** Runs a command in the repository. If it fails, exits with its exit code. */
export function run(command, words, options = {}) {
  const { status } = spawnSync(command, words, { cwd: root, stdio: 'inherit', ...options });
  if (status !== 0) process.exit(status ?? 1);
}

/** Runs scripts of package.json in parallel, prints the output of each, and exits if one fails. */
export async function runTogether(names) {
  const ended = await Promise.all(names.map(runScript));
  for (const { printed } of ended) process.stdout.write(printed);
  if (ended.some(({ code }) => code !== 0)) process.exit(1);
}

async function runScript(name) {
  const script = spawn('npm', ['run', '--silent', name], { cwd: root });
  let printed = '';
  for (const stream of [script.stdout, script.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      printed += text;
    });
  const [code] = await once(script, 'close');
  return { code, printed };
}

function refuseOldNode(command) {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return;
  console.error(`error: this is Node ${process.versions.node}, and 22.18 or newer is needed`);
  console.error(`  fix: run  npx -y -p node@24 npm ${command}  which brings its own`);
  process.exit(2);
}

export function isOlder(target, sources) {
  const full = join(root, target);
  if (!existsSync(full)) return true;
  const made = statSync(full).mtimeMs;
  return sources.some((source) => statSync(join(root, source)).mtimeMs > made);
}
