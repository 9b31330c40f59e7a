import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exitCodes } from '../../src/shell/exit-code.ts';
import { withSources } from '../../src/shell/with-sources.ts';
import { root } from '../support/built.ts';

const place = mkdtempSync(join(tmpdir(), 'sagemaker-mkt-broken-'));
const [installed, folder] = [join(place, 'package'), join(place, 'listing')];

beforeAll(() => {
  for (const part of ['dist', 'package.json', 'schema'])
    cpSync(join(root, part), join(installed, part), { recursive: true });
  cpSync(join(root, 'examples/minimal'), folder, { recursive: true });
});
afterAll(() => rmSync(place, { recursive: true }));

/** Runs the package with a function that throws. */
function generateWith(broken: string): ReturnType<typeof spawnSync> {
  const file = join(installed, 'dist/listings.js');
  copyFileSync(join(root, 'dist/listings.js'), file);
  const text = readFileSync(file, 'utf8');
  const begin = new RegExp(`^function ${broken}\\([^\\n]*\\) \\{$`, 'm');
  expect(text).toMatch(begin);
  writeFileSync(file, text.replace(begin, "$& throw new Error('broken on purpose');"));
  return spawnSync(process.execPath, [join(installed, 'dist/main.js'), 'generate'], {
    cwd: folder,
    encoding: 'utf8',
  });
}

test.each([
  ['mergeTrees', 'src/merge/merge-trees.ts'],
  ['chosenManifests', 'src/shell/chosen-manifests.ts'],
])('the trace of a bug in %s names the file of our sources', (name, file) => {
  const { status, stderr } = generateWith(name);
  expect(status).toBe(exitCodes.ourBug);
  expect(stderr).toContain('Error: broken on purpose');
  const line = new RegExp(`at ${name} \\(${file}, file:\\S+/dist/listings\\.js:\\d+:\\d+\\)`);
  expect(stderr).toMatch(line);
});

test('a place that is not in the bundle stays as it is', () => {
  const trace = 'Error: no\n    at f (file:///not/there.js:1:2)\n    at g (node:fs:3:4)';
  expect(withSources(trace)).toBe(trace);
});
