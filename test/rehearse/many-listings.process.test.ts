import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { plainPaint } from '../../src/problem/print-problems.ts';
import { runRehearse } from '../../src/shell/rehearse/run-rehearse.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { run, writeManifest } from '../support/listing-folder.ts';
import { preparedForTests } from '../support/prepared.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Rehearses listings whose server exits at once. `watchesErr` says whether stderr is a terminal. */
async function rehearseEnding(names: readonly string[], watchesErr: boolean) {
  const cwd = temporaryFolder();
  for (const name of names) {
    mkdirSync(join(cwd, name));
    writeManifest(join(cwd, name), modelPackage());
    run(join(cwd, name));
    writeFileSync(join(cwd, name, 'model/weights'), '1\n');
    writeFileSync(join(cwd, name, 'bin/serve'), '#!/bin/sh\nexit 7\n');
  }
  const out: string[] = [];
  const err: string[] = [];
  const terminal = {
    out: (text: string) => void out.push(text),
    err: (text: string) => void err.push(text),
    paintOut: plainPaint,
    paintErr: plainPaint,
    watchesErr,
    columns: 100,
  };
  const manifests = names.map((name) => join(name, 'marketplace.yaml'));
  const chosen = { flags: new Set(['no-engine']), texts: new Map([['jobs', '2']]) };
  const code = await runRehearse(preparedForTests(), { manifests, cwd, terminal, asJson: false }, chosen);
  return { out: out.join(''), err: err.join(''), code };
}

test('a terminal shows one status line that is overwritten, and it is gone at the end', async () => {
  const { err, code } = await rehearseEnding(['a', 'b', 'c'], true);
  const drawn = err.split('\r\u001b[2K').slice(1);
  expect(drawn[0]).toMatch(/^0 of 3 done; [ab]\/marketplace\.yaml: image, samples-present$/);
  expect(drawn.some((line) => /^[12] of 3 done; c\/marketplace\.yaml: start, /.test(line))).toBe(true);
  expect(drawn.at(-1)).toBe('');
  expect(err).not.toContain('\n');
  expect(code).toBe(4);
});

test('without a terminal, each listing is reported when it is done', async () => {
  const { err } = await rehearseEnding(['a', 'b'], false);
  const lines = err.trimEnd().split('\n');
  expect(lines).toHaveLength(2);
  expect(lines[1]).toMatch(
    /^2 of 2: [ab]\/marketplace\.yaml: not ready: 1 of \d+ checks failed, \d+ not seen$/,
  );
});

test('where no listing has changed there is nothing to rehearse, and that is no failure', async () => {
  const { out, code } = await rehearseEnding([], false);
  expect([out, code]).toEqual(['ready: there is no listing to rehearse\n', 0]);
});
