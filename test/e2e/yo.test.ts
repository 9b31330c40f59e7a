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
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { linkGenerator, openToAll, runYo, yoEnvironment } from '../../scripts/run-yo.ts';
import { root } from '../support/built.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { missingTool } from '../support/required-tool.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('with a manifest it asks nothing, writes the listing, and has nothing to do the second time', () => {
  const folder = withManifest(modelPackage());
  const first = runYo(folder, ['sagemaker-mkt']);
  expect([first.status, first.stderr]).toEqual([0, '']);
  expect(readdirSync(folder)).toContain('Dockerfile');
  expect(runYo(folder, ['sagemaker-mkt']).stdout).toContain('nothing to do');
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

test('a conflict ends with 3, and both texts are in the file', () => {
  const folder = withManifest(modelPackage());
  writeFileSync(join(folder, 'Dockerfile'), 'FROM mine\n');
  const { status, stderr } = runYo(folder, ['sagemaker-mkt', '--force']);
  expect([status, stderr]).toEqual([3, expect.stringContaining('Dockerfile:1:1: conflict:')]);
  expect(readFileSync(join(folder, 'Dockerfile'), 'utf8')).toMatch(/^<<<<<<< yours\nFROM mine\n/);
});

test('without a manifest and without a terminal it says what to pass, and ends with 2', () => {
  const folder = openFolder();
  const { status, stderr } = runYo(folder, ['sagemaker-mkt']);
  expect([status, stderr]).toEqual([2, expect.stringContaining('fix: pass at least  --name <name>')]);
  expect(readdirSync(folder)).toEqual([]);
});

test('without a terminal, options are enough', () => {
  const folder = openFolder();
  const { status, stderr } = runYo(folder, [
    'sagemaker-mkt',
    '--name',
    'churn-scorer',
    '--type',
    'algorithm',
  ]);
  expect([status, stderr]).toEqual([0, '']);
  expect(readFileSync(join(folder, 'marketplace.yaml'), 'utf8')).toMatch(
    /type: algorithm[\s\S]*name: churn-scorer/,
  );
  expect(readdirSync(folder)).toContain('Dockerfile.training');
});

test('--dry-run shows and writes nothing', () => {
  const folder = withManifest(modelPackage());
  expect(runYo(folder, ['sagemaker-mkt', '--dry-run']).stdout).toContain('would change');
  expect(readdirSync(folder)).toEqual(['marketplace.yaml']);
});

test('a misspelt option is refused before anything is written, and the nearest one is named', () => {
  const folder = openFolder();
  const { status, stderr } = runYo(folder, ['sagemaker-mkt', '--nmae', 'churn-scorer']);
  expect([status, stderr]).toEqual([2, expect.stringContaining('did you mean `--name`?')]);
  expect(readdirSync(folder)).toEqual([]);
});

const isRoot = process.getuid?.() === 0;

test.skipIf(!isRoot)(
  `a folder that the user whom yo changes to may not write ends in one clear message${isRoot ? '' : ' (needs root)'}`,
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

const generators = ['sagemaker-mkt', 'ci', 'fleet', 'register', 'rehearse', 'upload'];

test('yo finds our generators in the checkout, and in the package that npm packs', () => {
  const folder = openFolder();
  expect(ourGenerators(runYo(folder, ['--generators']).stdout)).toEqual(generators);
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

test('`yo sagemaker-mkt:fleet` renders every listing below, or those of a pattern, and sums up', () => {
  const folder = openFolder();
  for (const name of ['a', 'b', 'c']) {
    mkdirSync(join(folder, name));
    chmodSync(join(folder, name), 0o777);
    writeFileSync(join(folder, name, 'marketplace.yaml'), name === 'c' ? 'nonsense' : modelPackage());
  }
  const some = runYo(folder, ['sagemaker-mkt:fleet', 'a', '--dry-run']);
  expect([some.status, some.stdout]).toEqual([
    0,
    expect.stringContaining('a/marketplace.yaml: would change'),
  ]);
  const all = runYo(folder, ['sagemaker-mkt:fleet', '--report', 'fleet.html']);
  expect([all.status, all.stdout]).toEqual([
    1,
    expect.stringContaining('3 listings: 2 written and 1 refused'),
  ]);
  expect(readdirSync(folder)).toContain('fleet.html');
  expect(runYo(folder, ['sagemaker-mkt:fleet', '--reprot', 'x']).stderr).toContain(
    'did you mean `--report`?',
  );
});

const noTmux = missingTool('tmux', ['-V']);
const withoutTmux = noTmux ? ` (${noTmux})` : '';

test.skipIf(noTmux)(
  `on a terminal it asks seven questions at most, and the answers become a commented manifest${withoutTmux}`,
  async () => {
    const folder = openFolder();
    await onTerminal(folder, async ({ seen, press, until }) => {
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
      expect(asked).toBeLessThanOrEqual(7);
      expect(readFileSync(join(folder, 'marketplace.yaml'), 'utf8')).toMatch(
        /# What this listing is[\s\S]*type: model-package/,
      );
      expect(readdirSync(folder)).toContain('Dockerfile');
    });
  },
);

test.skipIf(noTmux)(
  `on a terminal it shows what would change and asks once; a no leaves everything as it was${withoutTmux}`,
  async () => {
    const folder = withManifest(modelPackage());
    runYo(folder, ['sagemaker-mkt']);
    const before = readFileSync(join(folder, 'README.md'), 'utf8');
    const retitled = 'product: { type: model-package, name: churn-scorer, title: Another title }';
    writeFileSync(join(folder, 'marketplace.yaml'), modelPackage({ product: retitled }));
    for (const [answer, title] of [
      ['n', 'Churn scorer'],
      ['y', 'Another title'],
    ] as const) {
      await onTerminal(folder, async ({ seen, press, until }) => {
        await until(() => seen().includes('Write these changes?'));
        expect(seen()).toMatch(/-# Churn scorer\n +\+# Another title/);
        expect(readFileSync(join(folder, 'README.md'), 'utf8')).toBe(before);
        press(answer, 'Enter');
        await until(() => seen().includes('ended with'));
        expect(seen()).toContain('ended with 0');
      });
      expect(readFileSync(join(folder, 'README.md'), 'utf8')).toContain(`# ${title}\n`);
    }
  },
);

interface TestTerminal {
  /** What stands on the screen, and above it. */
  readonly seen: () => string;
  readonly press: (...keys: string[]) => void;
  readonly until: (isSo: () => boolean) => Promise<void>;
}

/** `yo sagemaker-mkt` on a real terminal. */
async function onTerminal(folder: string, use: (terminal: TestTerminal) => Promise<void>): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'sagemaker-mkt-home-'));
  const link = linkGenerator(folder, home);
  openToAll(folder);
  openToAll(home);
  const session = `sagemaker-mkt-${process.pid}`;
  const tmux = (...words: string[]) =>
    spawnSync('tmux', ['-L', session, ...words], { encoding: 'utf8', env: yoEnvironment(home) }).stdout;
  const command = `'${process.execPath}' '${link}/node_modules/yo/lib/cli.js' sagemaker-mkt; echo "ended with $?"; sleep 600`;
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

/** A folder that the user whom `yo` changes to may write. */
function openFolder(): string {
  const folder = temporaryFolder();
  chmodSync(folder, 0o777);
  return folder;
}

function withManifest(yaml: string): string {
  const folder = openFolder();
  writeFileSync(join(folder, 'marketplace.yaml'), yaml);
  return folder;
}
