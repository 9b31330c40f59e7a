import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { modelPackage } from '../support/expect-problems.ts';
import { runCommand } from '../support/run-command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

test('every value is listed with the file and line that decides it, or with its reason', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'listing'));
  writeFileSync(
    join(folder, 'org.yaml'),
    'upload:\n  region: eu-west-1\n  tags:\n    team: nobody\n    cost: "1"\npolicy: { regions: [eu-west-1, us-east-1] }\n',
  );
  writeFileSync(
    join(folder, 'team.yaml'),
    'extends: org.yaml\nupload:\n  tags: { team: risk }\ninference: { workers: 2, environment: {} }\npolicy:\n  regions: [eu-west-1]\n',
  );
  const listing = modelPackage({ inference: 'extends: ../team.yaml\ninference:\n  workers: auto' });
  writeFileSync(join(folder, 'listing/marketplace.yaml'), listing);
  const { code, out } = await runCommand(['explain', 'listing'], folder);
  const rows = out.split('\n').map((row) => row.split(/ {2,}/));
  expect(code).toBe(0);
  expect(rows.filter(([, , from]) => /\.yaml:\d+$/.test(from ?? ''))).toEqual([
    ['version', '1', 'listing/marketplace.yaml:1'],
    ['extends', '../team.yaml', 'listing/marketplace.yaml:7'],
    ['product.type', 'model-package', 'listing/marketplace.yaml:2'],
    ['product.name', 'churn-scorer', 'listing/marketplace.yaml:2'],
    ['framework', 'typescript', 'listing/marketplace.yaml:3'],
    ['base', 'amazonlinux:2023', 'listing/marketplace.yaml:4'],
    ['contentTypes.input', 'text/csv, application/json', 'listing/marketplace.yaml:5'],
    ['contentTypes.output', 'application/json', 'listing/marketplace.yaml:5'],
    ['artifacts.mode', 'bundled', 'listing/marketplace.yaml:6'],
    ['artifacts.path', 'model', 'listing/marketplace.yaml:6'],
    ['inference.workers', 'auto', 'listing/marketplace.yaml:9'],
    ['inference.environment', 'none', 'team.yaml:4'],
    ['upload.region', 'eu-west-1', 'org.yaml:2'],
    ['upload.tags.team', 'risk', 'team.yaml:3'],
    ['upload.tags.cost', '1', 'org.yaml:5'],
    ['policy.regions', 'eu-west-1, us-east-1', 'org.yaml:6'],
    ['policy.regions', 'eu-west-1', 'team.yaml:6'],
  ]);
  const members = rows.map(([member]) => member);
  // Values of the manifest and chosen values are listed together, with the reason.
  expect(rows[members.indexOf('framework') + 1]).toEqual([
    'framework.version',
    expect.stringMatching(/^\d/),
    'the newest in the catalogue',
  ]);
  expect(rows[members.indexOf('inference.workers') + 1]?.slice(0, 2)).toEqual([
    'inference.workers',
    'per-cpu',
  ]);
});

test('--json has the column too, and keeps the reasons', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'team.yaml'), 'upload: { tags: { team: risk } }\n');
  writeFileSync(join(folder, 'marketplace.yaml'), `${modelPackage()}extends: team.yaml\n`);
  const { out } = await runCommand(['explain', '--json'], folder);
  const values = JSON.parse(out);
  expect(values).toContainEqual({
    path: ['upload', 'tags', 'team'],
    value: 'risk',
    because: 'a file that the manifest extends says so',
    source: { file: 'team.yaml', line: 1, column: 25 },
  });
  expect(values).toContainEqual({
    path: ['base'],
    value: 'amazonlinux:2023',
    because: 'the manifest says so',
    source: { file: 'marketplace.yaml', line: 4, column: 7 },
  });
  expect(values).toContainEqual({
    path: ['upload', 'region'],
    value: 'us-east-2',
    because: expect.stringMatching(/\w/),
    source: null,
  });
});

test.each(globSync('examples/*/marketplace.yaml', { cwd: root, exclude: ['**/broken/**'] }).sort())(
  'each value of %s is at the reported place, and is reported once',
  async (example) => {
    const { out } = await runCommand(['explain', '--json', example], root);
    const values: {
      path: string[];
      value: string;
      source: { file: string; line: number; column: number } | null;
    }[] = JSON.parse(out);
    const said = values.flatMap(({ path, value, source }) => (source ? [{ path, value, source }] : []));
    for (const { value, source } of said) {
      const [line = '', next = ''] = readFileSync(join(root, source.file), 'utf8')
        .split('\n')
        .slice(source.line - 1);
      const there = line.slice(source.column - 1).replace(/^["'[]+/, '');
      // A text of several lines begins below its sign.
      expect(/^[|>]/.test(there) ? next : there).toContain(value.slice(0, 12));
    }
    const paths = said.map(({ path }) => path.join('.'));
    expect(new Set(paths).size).toBe(paths.length);
    expect(paths).toContain('product.name');
  },
);
