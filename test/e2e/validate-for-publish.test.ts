import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { completePage } from '../support/complete-page.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { writeManifest } from '../support/listing-folder.ts';
import { runCommand } from '../support/run-command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const publish = ['validate', '--for', 'publish'];

test('a listing that lacks only the page is valid, and not yet for publication', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'model'));
  writeManifest(folder, modelPackage({ ...completePage, page: '' }));
  expect(await runCommand(['validate'], folder)).toMatchObject({
    code: 0,
    err: 'no problems in 1 manifest\n',
  });
  const { code, err } = await runCommand(publish, folder);
  expect(code).toBe(1);
  expect(err).toMatch(/`page\.eula` is missing \[missing-for-publish\]\n[\s\S]*11 errors in 1 manifest\n$/);
});

test('a complete one is ready for publication', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'model'));
  writeManifest(folder, modelPackage(completePage));
  expect(await runCommand(publish, folder)).toMatchObject({ code: 0, err: 'no problems in 1 manifest\n' });
});

test('what a team says for all its listings is not missing in one, and a policy binds them as before', async () => {
  const root = temporaryFolder();
  const folder = join(root, 'churn');
  mkdirSync(join(folder, 'model'), { recursive: true });
  const { page, pricing, ...own } = completePage;
  writeFileSync(join(root, 'team.yaml'), `${page}\n${pricing}\n`);
  writeFileSync(join(root, 'marketplace.policy.yaml'), 'policy: { requiredTags: [team] }\n');
  writeManifest(
    folder,
    `extends: ../team.yaml\n${modelPackage({ ...own, page: 'page: { releaseNotes: Faster }', upload: 'upload: { tags: { team: risk } }' })}`,
  );
  expect(await runCommand([...publish, 'churn'], root)).toMatchObject({ code: 0 });
  writeManifest(folder, `extends: ../team.yaml\n${modelPackage(own)}`);
  const { code, err } = await runCommand([...publish, 'churn'], root);
  expect([code, err.match(/\[[a-z-]+\]/g)]).toEqual([1, ['[policy-tag]']]);
});

test('another purpose is wrong usage', async () => {
  expect(await runCommand(['validate', '--for', 'sale'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('write --for publish'),
  });
});
