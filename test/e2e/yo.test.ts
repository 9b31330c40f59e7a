import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { linkGenerator, openToAll, runYo, yoEnvironment } from '../../scripts/run-yo.ts';
import { root } from '../support/built.ts';
import { inCiAlone, isEveryCase } from '../support/every-case.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { missingTool } from '../support/required-tool.ts';
import { runCommand } from '../support/run-command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const generators = ['sagemaker-mkt', 'ci', 'fleet', 'register', 'rehearse', 'upload'];

test('successive calls start a listing from options, write one from its manifest, have nothing to do the second time, and only show changes', () => {
  const folder = openFolder();
  for (const name of ['started', 'written', 'shown']) placeInside(folder, name);
  for (const name of ['written', 'shown'])
    writeFileSync(join(folder, name, 'marketplace.yaml'), modelPackage());
  const calls = [
    ['started', '--name', 'churn-scorer', '--type', 'algorithm'],
    ['written', '--force'],
    ['written'],
    ['shown', '--dry-run'],
  ];
  const words = calls.map((call) => ['sagemaker-mkt', ...call].join(' ')).join(', ');
  const { status, stdout, stderr } = runYo(folder, words.split(' '));
  expect(status, stderr).toBe(0);
  expect(stdout.match(/^\w+\/marketplace\.yaml.*$/gm)).toEqual([
    'started/marketplace.yaml is written',
    expect.stringMatching(/^started\/marketplace\.yaml: changed \d+ of \d+ files$/),
    expect.stringMatching(/^written\/marketplace\.yaml: changed \d+ of \d+ files$/),
    'written/marketplace.yaml: nothing to do',
    expect.stringMatching(/^shown\/marketplace\.yaml: would change \d+ of \d+ files$/),
  ]);
  expect(readFileSync(join(folder, 'started/marketplace.yaml'), 'utf8')).toMatch(
    /type: algorithm[\s\S]*name: churn-scorer/,
  );
  expect(readdirSync(join(folder, 'started'))).toContain('Dockerfile.training');
  expect(readdirSync(join(folder, 'written'))).toContain('Dockerfile');
  expect(readdirSync(join(folder, 'shown'))).toEqual(['marketplace.yaml']);
});

/** An estimator with two columns, as the oldest protocol of pickle writes it. */
const ridge = `ccopy_reg
_reconstructor
(csklearn.linear_model._ridge
Ridge
c__builtin__
object
NtR(dVn_features_in_
I2
sV_sklearn_version
V1.9.1
sb.`;

test('`--from` makes the listing of a model, in one call and without a question', () => {
  const folder = openFolder();
  placeInside(folder, 'a');
  writeFileSync(join(folder, 'model.pkl'), ridge);
  const { status, stdout, stderr } = runYo(folder, ['sagemaker-mkt', 'a', '--from', 'model.pkl']);
  expect(status, stderr).toBe(0);
  expect(stdout).toContain('\nruns: the handler of scikit-learn loads it and answers\n');
  expect(stdout).toMatch(/npm start +# serves it\n/);
  expect(readdirSync(join(folder, 'a/model'))).toEqual(['model.pkl']);
  expect(readdirSync(join(folder, 'a'))).toContain('Dockerfile');
});

test('`--from` makes the listing of a project, and tells what breaks a rule in it', () => {
  const folder = openFolder();
  placeInside(folder, 'a');
  mkdirSync(join(folder, 'churn/code'), { recursive: true });
  writeFileSync(
    join(folder, 'churn/code/inference.py'),
    'import nltk\n\n\ndef model_fn(d):\n    nltk.download("punkt")\n',
  );
  const { status, stdout, stderr } = runYo(folder, ['sagemaker-mkt', 'a', '--from', 'churn']);
  expect(status, stderr).toBe(0);
  expect(stdout).toContain('code/inference.py  an inference script: model_fn');
  expect(`${stdout}${stderr}`).toContain(
    'churn/code/inference.py:5:5: warning: `nltk.download` asks a network',
  );
  expect(existsSync(join(folder, 'a/code/inference.py'))).toBe(true);
  expect(existsSync(join(folder, 'a/bin/serve'))).toBe(true);
});

test('without a manifest and without a terminal it says what to pass, and ends with 2', () => {
  const folder = openFolder();
  const { status, stderr } = runYo(folder, ['sagemaker-mkt']);
  expect([status, stderr]).toEqual([
    2,
    expect.stringContaining('fix: pass at least  --title <title> ,  --name <name>  or  --from <model>'),
  ]);
  expect(readdirSync(folder)).toEqual([]);
});

describe.skipIf(!isEveryCase)(`each end by itself${inCiAlone}`, () => {
  test('with a manifest it asks nothing and writes the listing', () => {
    const folder = withManifest(modelPackage());
    const { status, stderr } = runYo(folder, ['sagemaker-mkt']);
    expect([status, stderr]).toEqual([0, '']);
    expect(readdirSync(folder)).toContain('Dockerfile');
  });

  test('a broken manifest ends with located problems and 1, without a stack', () => {
    const folder = withManifest(modelPackage({ base: 'base: ubuntu:20.04' }));
    const { status, stderr } = runYo(folder, ['sagemaker-mkt']);
    expect(status).toBe(1);
    expect(stderr).toContain('marketplace.yaml:4:7: error:');
    expect(stderr).toContain('nothing was written');
    expect(stderr).not.toMatch(/\n {4}at /);
    expect(readdirSync(folder)).toEqual(['marketplace.yaml']);
  });

  test('a file that is in the way is shown, and ends with 3; --adopt sets it aside', () => {
    const folder = withManifest(modelPackage());
    writeFileSync(join(folder, 'Dockerfile'), 'FROM mine\n');
    const { status, stdout, stderr } = runYo(folder, ['sagemaker-mkt', '--force']);
    expect([status, stderr]).toEqual([3, expect.stringContaining('Dockerfile:1:1: conflict:')]);
    expect(stdout).toContain('  update    Dockerfile  yours, which was not generated, is set aside');
    expect(readFileSync(join(folder, 'Dockerfile'), 'utf8')).toBe('FROM mine\n');
    expect(runYo(folder, ['sagemaker-mkt', '--adopt']).status).toBe(0);
    expect(readFileSync(join(folder, '.sagemaker-mkt/kept/Dockerfile'), 'utf8')).toBe('FROM mine\n');
  });

  test('a misspelt option is refused before anything is written, and the nearest one is named', () => {
    const folder = openFolder();
    const { status, stderr } = runYo(folder, ['sagemaker-mkt', '--nmae', 'churn-scorer']);
    expect([status, stderr]).toEqual([2, expect.stringContaining('did you mean `--name`?')]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('a misspelt option of `yo sagemaker-mkt:fleet` has its nearest one named', () => {
    const { stderr } = runYo(openFolder(), ['sagemaker-mkt:fleet', '--reprot', 'x']);
    expect(stderr).toContain('did you mean `--report`?');
  });

  test('yo finds our generators in the checkout', () => {
    expect(ourGenerators(runYo(openFolder(), ['--generators']).stdout)).toEqual(generators);
  });
});

const isRoot = process.getuid?.() === 0;

test.skipIf(!isRoot)(
  `a folder that is not writable for the user of yo ends in one clear message${isRoot ? '' : ' (needs root)'}`,
  () => {
    const folder = withManifest(modelPackage());
    chmodSync(folder, 0o755);
    const { status, stderr } = runYo(folder, ['sagemaker-mkt']);
    expect([status, stderr]).toEqual([
      1,
      expect.stringMatching(/error: EACCES: .*\n +fix: check the permissions/),
    ]);
    expect(stderr).not.toMatch(/\n {4}at |TypeError/);
  },
);

test.skipIf(!isRoot)(
  `before it asks anything, it says that the folder of a new listing is not writable${isRoot ? '' : ' (needs root)'}`,
  () => {
    const folder = openFolder();
    chmodSync(folder, 0o755);
    const { status, stderr } = runYo(folder, ['sagemaker-mkt', '--title', 'Churn scorer']);
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^error: the folder \/.* is not writable for the user with the id \d+.*\n {2}fix: as root, run {2}chown \d+ /,
    );
    expect(readdirSync(folder)).toEqual([]);
  },
);

test('yo finds our generators in the package that npm packs, and so does a generator that composes', () => {
  const folder = openFolder();
  const packed = join(folder, 'node_modules/generator-sagemaker-mkt');
  mkdirSync(packed, { recursive: true });
  const { stdout } = spawnSync('npm', ['pack', '--silent', '--pack-destination', folder], {
    cwd: root,
    encoding: 'utf8',
  });
  spawnSync('tar', [
    '--extract',
    '--strip-components=1',
    '--file',
    join(folder, stdout.trim()),
    '--directory',
    packed,
  ]);
  expect(existsSync(join(packed, 'dist/generators/app/index.js'))).toBe(true);
  const { resolve } = createRequire(join(folder, 'parent.js'));
  expect(
    ['app', ...generators.slice(1)].map((name) => resolve(`generator-sagemaker-mkt/generators/${name}`)),
  ).toEqual(['app', ...generators.slice(1)].map((name) => join(packed, `dist/generators/${name}/index.js`)));
  const home = mkdtempSync(join(tmpdir(), 'sagemaker-mkt-home-'));
  openToAll(folder);
  openToAll(home);
  const listed = spawnSync(process.execPath, [join(root, 'node_modules/yo/lib/cli.js'), '--generators'], {
    cwd: folder,
    encoding: 'utf8',
    env: yoEnvironment(home),
  });
  rmSync(home, { recursive: true, force: true });
  expect(ourGenerators(listed.stdout)).toEqual(generators);
});

test('`yo sagemaker-mkt:fleet` renders the listings of a pattern, or all below this folder, and prints a summary', () => {
  const folder = openFolder();
  for (const name of ['a', 'b', 'c']) {
    placeInside(folder, name);
    writeFileSync(join(folder, name, 'marketplace.yaml'), name === 'c' ? 'nonsense' : modelPackage());
  }
  const calls = 'sagemaker-mkt:fleet a --dry-run, sagemaker-mkt:fleet --report fleet.html';
  const { status, stdout, stderr } = runYo(folder, calls.split(' '));
  expect([status, stderr]).toEqual([
    1,
    expect.stringContaining('nothing was written for listings with errors'),
  ]);
  expect(stdout).toMatch(/^a\/marketplace\.yaml: would change (\d+) of \1 files\n\S/m);
  expect(stdout).toContain('3 listings: 2 written and 1 refused\n');
  expect(stderr).not.toMatch(/\n {4}at /);
  expect(readdirSync(folder)).toContain('fleet.html');
});

const noTmux = missingTool('tmux', ['-V']);
const withoutTmux = noTmux ? ` (${noTmux})` : '';

test.skipIf(noTmux)(
  `on a terminal it asks nine questions at most, and the answers become a commented manifest${withoutTmux}`,
  async () => {
    const folder = openFolder();
    await onTerminal(folder, 'sagemaker-mkt', async ({ seen, press, until }) => {
      let asked = 0;
      await until(() => {
        const questions = seen()
          .split('\n')
          .filter((line) => /^[?✔] /.test(line)).length;
        if (questions > asked) {
          asked = questions;
          press('Enter');
        }
        return seen().includes('ended with');
      });
      expect(seen()).toContain('ended with 0');
      expect(asked).toBeGreaterThan(3);
      expect(asked).toBeLessThanOrEqual(9);
      expect(readFileSync(join(folder, 'marketplace.yaml'), 'utf8')).toMatch(
        /# The description of this listing[\s\S]*type: model-package/,
      );
      expect(readdirSync(folder)).toContain('Dockerfile');
    });
  },
);

test.skipIf(noTmux)(
  `on a terminal, a seller who has a model names it first, and is asked less${withoutTmux}`,
  async () => {
    const folder = openFolder();
    writeFileSync(join(folder, 'model.pkl'), ridge);
    await onTerminal(folder, 'sagemaker-mkt', async ({ seen, press, until }) => {
      await until(() => seen().includes('Do you have a model or a project?'));
      press('nowhere.pkl', 'Enter');
      await until(() => seen().includes('there is no nowhere.pkl'));
      for (const _letter of 'nowhere.pkl') press('BSpace');
      press('model.pkl', 'Enter');
      await until(() => seen().includes('runs: the handler of scikit-learn'));
      let asked = 1;
      await until(() => {
        const questions = seen().match(/^[?✔] /gm)?.length ?? 0;
        if (questions > asked) {
          asked = questions;
          press('Enter');
        }
        return seen().includes('ended with');
      });
      expect(seen()).toContain('ended with 0');
      expect(seen()).not.toContain('Which framework');
      expect(readFileSync(join(folder, 'marketplace.yaml'), 'utf8')).toContain('name: scikit-learn');
      expect(readdirSync(join(folder, 'model'))).toEqual(['model.pkl']);
    });
  },
);

test.skipIf(noTmux)(
  `on a terminal it shows what would change and asks once; a no leaves everything as it was${withoutTmux}`,
  async () => {
    const folder = withManifest(modelPackage());
    await runCommand(['generate'], folder);
    const before = readFileSync(join(folder, 'README.md'), 'utf8');
    const retitled = 'product: { type: model-package, name: churn-scorer, title: Another title }';
    writeFileSync(join(folder, 'marketplace.yaml'), modelPackage({ product: retitled }));
    await onTerminal(folder, 'sagemaker-mkt, sagemaker-mkt', async ({ seen, press, until }) => {
      const asked = () => seen().match(/^[?✔] Write these changes\?/gm)?.length ?? 0;
      for (const [index, answer] of ['n', 'y'].entries()) {
        await until(() => asked() > index);
        expect(asked()).toBe(index + 1);
        expect(seen()).toMatch(/-# Churn scorer\n +\+# Another title/);
        expect(readFileSync(join(folder, 'README.md'), 'utf8')).toBe(before);
        press(answer, 'Enter');
      }
      await until(() => seen().includes('ended with'));
      expect(seen()).toMatch(/nothing was written[\s\S]*changed 3 of[\s\S]*ended with 0/);
    });
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toContain('# Another title\n');
  },
);

interface TestTerminal {
  /** The text on the screen, including the part that has scrolled away. */
  readonly seen: () => string;
  readonly press: (...keys: string[]) => void;
  readonly until: (isSo: () => boolean) => Promise<void>;
}

/** Runs `yo` with these arguments on a real terminal. */
async function onTerminal(
  folder: string,
  words: string,
  use: (terminal: TestTerminal) => Promise<void>,
): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'sagemaker-mkt-home-'));
  const link = linkGenerator(folder, home);
  openToAll(folder);
  openToAll(home);
  const session = `sagemaker-mkt-${process.pid}`;
  const tmux = (...words: string[]) =>
    spawnSync('tmux', ['-L', session, ...words], { encoding: 'utf8', env: yoEnvironment(home) }).stdout;
  const command = `'${process.execPath}' '${link}/node_modules/yo/lib/cli.js' ${words}; echo "ended with $?"; sleep 600`;
  tmux('new-session', '-d', '-x', '150', '-y', '50', '-c', folder, command);
  try {
    await use({
      seen: () => tmux('capture-pane', '-p', '-S', '-200'),
      press: (...keys) => tmux('send-keys', ...keys),
      until: async (isSo) => {
        for (let tries = 0; tries < 1500 && !isSo(); tries += 1)
          await new Promise((resolve) => setTimeout(resolve, 200));
      },
    });
  } finally {
    tmux('kill-server');
    rmSync(home, { recursive: true, force: true });
  }
}

function ourGenerators(listing: string): string[] {
  const lines = listing.split('\n').map((line) => line.trimEnd());
  const start = lines.findIndex((line) => line.trim() === 'sagemaker-mkt');
  const subGenerators = lines.slice(start + 1).findIndex((line) => !/^ {4}\S/.test(line));
  return lines.slice(start, start + 1 + Math.max(0, subGenerators)).map((line) => line.trim());
}

/** A folder that the user of `yo` may write. */
function openFolder(): string {
  const folder = temporaryFolder();
  chmodSync(folder, 0o777);
  return folder;
}

/** A folder inside it that this user may write as well. */
function placeInside(folder: string, name: string): void {
  mkdirSync(join(folder, name));
  chmodSync(join(folder, name), 0o777);
}

function withManifest(yaml: string): string {
  const folder = openFolder();
  writeFileSync(join(folder, 'marketplace.yaml'), yaml);
  return folder;
}
