import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import helpers from 'yeoman-test';
import { modelPackage } from '../support/expect-problems.ts';
import { appPath, type Family, parentGenerator } from '../support/parent-generator.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const here = process.cwd();
afterEach(() => process.chdir(here));

/** As the author of a parent tries their generator: its answers, its log and its folder are those of yeoman-test. */
function tried(family: Omit<Family, 'child'>) {
  const options: object = { tone: 'warm' };
  return helpers
    .create(parentGenerator({ child: 'sagemaker-mkt', ...family }) as never, {
      cwd: temporaryFolder(),
      // The context before this one takes its own folder for the current one.
      forwardCwd: true,
    })
    .withGenerators([[appPath, { namespace: 'sagemaker-mkt:app' }]])
    .withOptions(options);
}

test('the parent’s file and the listing are there, in the parent’s destination', async () => {
  const files = { 'marketplace.yaml': modelPackage() };
  const result = await tried({ files, destination: 'below' }).run();
  result.assertFileContent('below/parent.txt', 'warm');
  result.assertFile(['below/Dockerfile', 'below/scripts/build.sh', 'below/.sagemaker-mkt/lock.json']);
  result.assertNoFile('Dockerfile');
});

test('a file that is in the way rejects the run with 3 when the parent’s file is there', async () => {
  const files = { 'marketplace.yaml': modelPackage(), Dockerfile: 'FROM theirs\n' };
  const run = tried({ files });
  await expect(run.run()).rejects.toMatchObject({ code: 3 });
  const result = run.createRunResult();
  result.assertFileContent('parent.txt', 'warm');
  result.assertFileContent('Dockerfile', /^FROM theirs\n$/);
  result.assertNoFile(join('scripts', 'build.sh'));
});

test('a dry run of ours writes nothing of ours', async () => {
  const result = await tried({ options: { dryRun: true, name: 'churn-scorer' } }).run();
  result.assertFileContent('parent.txt', 'warm');
  result.assertNoFile(['marketplace.yaml', 'model', 'Dockerfile', '.sagemaker-mkt']);
});
