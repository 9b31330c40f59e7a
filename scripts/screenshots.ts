// Makes the pictures of README.md and docs/ from real runs:  npm run screenshots
// Needs Chromium (Debian: chromium).
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { freePort } from '../src/shell/rehearse/free-port.ts';
import { makePython } from '../test/support/make-python.ts';
import { type TerminalStep, terminalPicture } from './terminal-picture.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const pictures = join(root, 'docs/images');
const stage = mkdtempSync(join(tmpdir(), 'sagemaker-mkt-pictures-'));
const port = String(await freePort());

const makeModel = `
import joblib, sklearn.datasets, sklearn.linear_model
rows, kinds = sklearn.datasets.load_iris(return_X_y=True)
joblib.dump(sklearn.linear_model.LogisticRegression(max_iter=500).fit(rows, kinds), "model/model.joblib")`;

/** A mistake that works on every machine but AWS's: the model is looked for in the network first. */
function failedRehearsal(folder: string): void {
  appendFileSync(join(folder, 'python/model.py'), newerModel);
  run(folder, 'sagemaker-mkt rehearse --no-engine --report rehearsal.html || [ $? -eq 4 ]');
}

const ask = (row: string) =>
  `curl --header 'Content-Type: text/csv' --data '${row}' http://127.0.0.1:8080/invocations`;

const newerModel = `
import urllib.request

try:
    urllib.request.urlopen("http://models.example.com/iris.joblib", timeout=1)
except OSError:
    pass  # The model in the image is used.
`;

const environment = { ...process.env, PATH: programs(), FORCE_COLOR: '1', SAGEMAKER_BIND_TO_PORT: port };

try {
  mkdirSync(pictures, { recursive: true });
  const steps = await fiveMinutes(join(stage, 'iris'));
  writeFileSync(join(pictures, 'terminal.svg'), terminalPicture(steps, 104));
  fleet(join(stage, 'fleet'));
  await photograph(join(stage, 'iris/rehearsal.html'), 'rehearsal.png', { width: 1000, from: 'Problems' });
  await photograph(join(stage, 'fleet/fleet.html'), 'fleet.png', { width: 1400, from: 'Fleet report' });
} finally {
  rmSync(stage, { recursive: true, force: true });
}

/** The PATH, with the `sagemaker-mkt` of this checkout, this Node, and a Python with scikit-learn. */
function programs(): string {
  const folder = join(stage, 'bin');
  mkdirSync(folder);
  const command = `#!/bin/sh\nexec "${process.execPath}" "${root}dist/main.js" "$@"\n`;
  writeFileSync(join(folder, 'sagemaker-mkt'), command);
  chmodSync(join(folder, 'sagemaker-mkt'), 0o755);
  return [folder, dirname(process.execPath), makePython('listing'), process.env['PATH']].join(delimiter);
}

/** The five minutes of the README with a model of scikit-learn. */
async function fiveMinutes(folder: string): Promise<readonly TerminalStep[]> {
  mkdirSync(folder);
  const started = [
    'sagemaker-mkt init --framework scikit-learn --name iris-scorer',
    'sagemaker-mkt generate',
  ];
  const steps = started.map((typed) => stepOf(folder, typed, (lines) => shortened(lines, 3, 2)));
  run(folder, `python3 -c '${makeModel}'`);
  const server = spawn('npm', ['start'], { cwd: folder, env: environment, stdio: 'ignore', detached: true });
  try {
    run(
      folder,
      `curl --silent --retry 60 --retry-all-errors --retry-delay 1 --fail http://127.0.0.1:${port}/ping`,
    );
    steps.push(stepOf(folder, ask('6.7,3.0,5.2,2.3')), stepOf(folder, ask('6.7,3.0,large,2.3')));
  } finally {
    if (server.pid) process.kill(-server.pid);
    await once(server, 'exit');
  }
  const verdict = stepOf(folder, 'sagemaker-mkt rehearse --no-engine', (lines) =>
    shortened(withoutImage(lines), 12, 1),
  );
  failedRehearsal(folder);
  return [...steps, verdict];
}

/** The examples of this repository, those with an error and with warnings among them. */
function fleet(folder: string): void {
  cpSync(join(root, 'examples'), folder, { recursive: true });
  run(join(folder, 'minimal'), 'sagemaker-mkt generate && sagemaker-mkt rehearse --no-engine');
  // One of the examples has errors: the command says so, and goes on.
  run(folder, "sagemaker-mkt generate '**' --report fleet.html || [ $? -eq 1 ]");
}

function stepOf(
  folder: string,
  typed: string,
  shorten: (lines: readonly string[]) => readonly string[] = (lines) => lines,
): TerminalStep {
  const lines = run(folder, typed.replace('curl ', 'curl --silent ').replace(':8080', `:${port}`));
  return { typed, printed: shorten(lines.trimEnd().split('\n')) };
}

function shortened(lines: readonly string[], first: number, last: number): readonly string[] {
  return lines.length <= first + last ? lines : [...lines.slice(0, first), '  …', ...lines.slice(-last)];
}

/** A row of dots in place of the checks that need an image. */
function withoutImage(lines: readonly string[]): readonly string[] {
  const dotted = lines.map((line) => (/not seen\b.* image-/.test(line) ? '  …' : line));
  return dotted.filter((line, index) => line !== '  …' || dotted[index - 1] !== line);
}

function run(folder: string, command: string): string {
  const ran = spawnSync('bash', ['-c', command], { cwd: folder, env: environment, encoding: 'utf8' });
  if (ran.status !== 0) throw new Error(`${command}\n${ran.stdout}${ran.stderr}`);
  return ran.stdout;
}

interface Frame {
  readonly width: number;
  /** The heading at the top of the picture. */
  readonly from: string;
}

async function photograph(page: string, picture: string, { width, from }: Frame): Promise<void> {
  const executablePath = spawnSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).stdout.trim();
  const browser = await chromium.launch({ executablePath });
  try {
    const tab = await browser.newPage({ viewport: { width, height: 640 } });
    await tab.goto(pathToFileURL(page).href);
    await tab.getByRole('heading', { name: from }).evaluate((heading) => heading.scrollIntoView());
    await tab.screenshot({ path: join(pictures, picture) });
  } finally {
    await browser.close();
  }
}
