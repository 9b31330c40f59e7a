import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { plainPaint, printProblems } from '../../src/problem/print-problems.ts';
import { printChanges } from '../../src/report/print-changes.ts';
import { exitCodeFor } from '../../src/shell/exit-code.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { generatedFolder, renamed, run, snapshot, text, writeManifest } from '../support/listing-folder.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** A project as people have it before they hear of us. */
const handMade = {
  '.dockerignore': '.git\n',
  '.gitignore': 'node_modules\n.env',
  Dockerfile: 'FROM debian:10\nCOPY mine /mine\nENTRYPOINT ["/mine"]\n',
  'README.md': '# Mine\n',
  'notes.txt': 'mine\n',
  'package.json': `{
  "name": "mine",
  "description": "",
  "scripts": { "start": "node app.js", "test": "echo \\"Error: no test specified\\" && exit 1" },
  "type": "commonjs"
}
`,
  'runtime/log.ts': '// mine\n',
  'src/inference.ts': '// mine\n',
  'tsconfig.json':
    '{\n\t// Ours since 2019.\n\t"compilerOptions": {\n\t\t"strict": false, // not yet\n\t}\n}\n',
};

function handMadeFolder(files: Readonly<Record<string, string>> = handMade, yaml = modelPackage()): string {
  const folder = temporaryFolder();
  writeManifest(folder, yaml);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

test('a folder with hand-made files gets a plan that says what becomes of each, and nothing is written', () => {
  const folder = handMadeFolder();
  const before = snapshot(folder);
  const outcome = run(folder);
  expect([outcome.status, outcome.isNew, exitCodeFor(outcome.problems)]).toEqual(['refused', true, 3]);
  expect(printChanges(outcome, plainPaint).replace(/\d+ other/, 'many other')).toBe(`\
  merge     .dockerignore  yours stays, and the generated lines come below
  merge     .gitignore  yours stays, and gets the lines that it lacks
  update    Dockerfile  yours, which was not generated, is set aside
  merge     README.md  yours stays, and the generated text comes below
  merge     package.json  yours stays, and gets the members that it lacks
            \`name\` stays "mine"; generated is "churn-scorer"
            \`scripts.start\` stays "node app.js"; generated is "scripts/local.sh serve"
            \`type\` becomes "module"; you have "commonjs"
  update    runtime/log.ts  yours, which was not generated, is set aside
  merge     tsconfig.json  yours stays, and gets the members that it lacks
            \`compilerOptions.strict\` stays false; generated is true
  create    many other files
marketplace.yaml: nothing was written
`);
  expect(printProblems(outcome.problems)).toBe(
    '.dockerignore:1:1: conflict: 7 files were here before, and no run made them: .dockerignore, .gitignore, Dockerfile, README.md, package.json, runtime/log.ts and tsconfig.json [foreign-file]\n' +
      '  because: what is set aside goes to .sagemaker-mkt/kept\n' +
      '  fix: run  sagemaker-mkt generate --adopt , which does with them what the plan says, or let one stay as it is with  regenerate: { keep: [Dockerfile] }  in the manifest\n',
  );
  expect(snapshot(folder)).toEqual(before);
});

test('--adopt does what the plan said: programs can read every file, all that was written is there, and no mark', () => {
  const folder = handMadeFolder();
  const plan = run(folder, { dryRun: true, adopts: true });
  expect(plan.status).toBe('planned');
  const { status, problems, changes } = run(folder, { adopts: true });
  expect([status, exitCodeFor(problems)]).toEqual(['written', 0]);
  expect(changes).toEqual(plan.changes);
  expect(printProblems(problems)).toContain(
    'package.json:5:1: warning: `scripts.start` stays "node app.js"; generated is "scripts/local.sh serve" [member-kept]\n',
  );
  expect(JSON.parse(text(folder, 'package.json'))).toMatchObject({
    name: 'mine',
    description: 'Churn scorer',
    type: 'module',
    scripts: { start: 'node app.js', test: 'scripts/local.sh test' },
  });
  expect(text(folder, 'tsconfig.json')).toContain(
    '\n\t// Ours since 2019.\n\t"compilerOptions": {\n\t\t"target"',
  );
  expect(text(folder, 'tsconfig.json')).toContain('\n\t\t"strict": false, // not yet\n');
  expect(text(folder, '.gitignore')).toMatch(/^node_modules\n\.env\nlocal\/\n/);
  expect(text(folder, '.dockerignore')).toMatch(/^\.git\n\n# Only[\s\S]*\n\*\n!package\.json\n/);
  expect(text(folder, 'README.md')).toMatch(/^# Mine\n\n# Churn scorer\n/);
  const generated = generatedFolder();
  for (const path of ['Dockerfile', 'runtime/log.ts'] as const) {
    expect(text(folder, `.sagemaker-mkt/kept/${path}`)).toBe(handMade[path]);
    expect(text(folder, path)).toBe(text(generated, path));
  }
  expect(text(folder, 'src/inference.ts')).toBe('// mine\n');
  expect(run(folder)).toMatchObject({ status: 'unchanged', problems: [] });
});

test('an adopted listing follows its manifest, and what stays the seller’s is told again only when ours changes', () => {
  const folder = handMadeFolder();
  run(folder, { adopts: true });
  writeManifest(folder, renamed);
  const { status, problems } = run(folder);
  expect([status, problems]).toEqual(['written', []]);
  expect(JSON.parse(text(folder, 'package.json'))).toMatchObject({
    name: 'mine',
    description: 'Another title',
  });
  writeFileSync(
    join(folder, 'package.json'),
    text(folder, 'package.json').replace('Another title', 'My words'),
  );
  writeManifest(folder, renamed.replace('Another title', 'Third title'));
  const third = run(folder);
  expect([third.status, printProblems(third.problems)]).toEqual([
    'written',
    expect.stringMatching(
      /^package\.json:3:1: warning: `description` stays "My words"; generated is "Third title"/,
    ),
  ]);
  expect(run(folder)).toMatchObject({ status: 'unchanged', problems: [] });
});

test('the files that we would write are no reason to stop', () => {
  const folder = handMadeFolder({ Dockerfile: text(generatedFolder(), 'Dockerfile') });
  expect(run(folder)).toMatchObject({ status: 'written', problems: [] });
});

test.each([
  [
    'seeds',
    { 'src/inference.ts': '// mine\n', 'samples/text-csv.csv': '1,2\n', 'model/README.md': 'mine\n' },
  ],
  ['files of their own', { 'notes.txt': 'mine\n', 'lib/x.js': 'mine\n' }],
])('%s are no reason to stop', (_, files) => {
  const folder = handMadeFolder(files);
  expect(run(folder)).toMatchObject({ status: 'written', problems: [] });
  for (const [path, content] of Object.entries(files)) expect(text(folder, path)).toBe(content);
});

test('a file of ours that is new in a listing and meets one of theirs is treated alike', () => {
  const folder = generatedFolder();
  const spec = 'marketplace/openapi.json';
  writeFileSync(join(folder, spec), '{}\n');
  const yaml = `${modelPackage()}fields: { input: [{ name: age, type: number }], output: [{ name: score, type: number }] }\n`;
  writeManifest(folder, yaml);
  const before = snapshot(folder);
  expect(run(folder)).toMatchObject({ status: 'refused', problems: [{ code: 'foreign-file' }] });
  expect(snapshot(folder)).toEqual(before);
  expect(run(folder, { adopts: true })).toMatchObject({ status: 'written', problems: [] });
  expect(text(folder, `.sagemaker-mkt/kept/${spec}`)).toBe('{}\n');
});

const keepsDockerfile = `${modelPackage()}regenerate: { keep: [Dockerfile] }\n`;

test('a Dockerfile of theirs may stay: our .dockerignore, which would hide its files, is not written', () => {
  const { Dockerfile } = handMade;
  const folder = handMadeFolder({ Dockerfile }, keepsDockerfile);
  expect(run(folder)).toMatchObject({ status: 'written', problems: [] });
  expect([text(folder, 'Dockerfile'), existsSync(join(folder, '.dockerignore'))]).toEqual([
    Dockerfile,
    false,
  ]);
  const other = generatedFolder();
  writeFileSync(join(other, 'Dockerfile'), Dockerfile);
  writeManifest(other, keepsDockerfile);
  expect(run(other).status).toBe('written');
  expect(existsSync(join(other, '.dockerignore'))).toBe(false);
});

test('a Dockerfile that has our programs keeps its .dockerignore, also where the manifest asks for more', () => {
  const folder = generatedFolder();
  writeFileSync(join(folder, 'Dockerfile'), `${text(folder, 'Dockerfile')}ENV MINE=1\n`);
  mkdirSync(join(folder, 'lib'));
  writeManifest(folder, `${keepsDockerfile}include: [lib]\n`);
  expect(run(folder).problems).toEqual([]);
  expect(readdirSync(folder)).toContain('.dockerignore');
});

test('a file that no program can read is set aside, and is never merged', () => {
  const utf16 = Buffer.from('\ufeff{ "name": "mine" }', 'utf16le');
  const folder = handMadeFolder({ 'package.json': '{ "name": "mine"', 'README.md': '' });
  writeFileSync(join(folder, 'tsconfig.json'), utf16);
  expect(run(folder, { adopts: true })).toMatchObject({ status: 'written', problems: [] });
  expect(JSON.parse(text(folder, 'package.json')).name).toBe('churn-scorer');
  expect(text(folder, '.sagemaker-mkt/kept/package.json')).toBe('{ "name": "mine"');
  expect(readFileSync(join(folder, '.sagemaker-mkt/kept/tsconfig.json'))).toEqual(utf16);
});

test('requirements of theirs stay in their versions, and get the packages that they lack', () => {
  const mine = '# Ours.\nScikit_Learn == 1.4.2\nflask>=3\n';
  const yaml = modelPackage({ framework: 'framework: scikit-learn' });
  const folder = handMadeFolder({ 'requirements.txt': mine }, yaml);
  const { problems } = run(folder, { adopts: true });
  expect(text(folder, 'requirements.txt').startsWith(mine)).toBe(true);
  expect(text(folder, 'requirements.txt')).toMatch(/\nnumpy\n/);
  expect(text(folder, 'requirements.txt').match(/scikit/gi)).toHaveLength(1);
  expect(printProblems(problems)).toMatch(
    /^requirements\.txt:2:1: warning: `scikit-learn` stays "Scikit_Learn == 1\.4\.2"; generated is "scikit-learn==/,
  );
  const fresh = handMadeFolder({ 'requirements.txt': 'flask>=3\n' }, yaml);
  run(fresh, { adopts: true });
  expect(text(fresh, 'requirements.txt')).toMatch(/^flask>=3\n[\s\S]*\nnumpy==/);
  const pinned = 'flask==3.0.0 --hash=sha256:0\n';
  const other = handMadeFolder({ 'requirements.txt': pinned }, yaml);
  expect(run(other)).toMatchObject({
    status: 'written',
    problems: expect.arrayContaining([expect.objectContaining({ code: 'member-kept' })]),
  });
  expect(text(other, 'requirements.txt')).toBe(pinned);
});

test('Windows’ line ends stay', () => {
  const folder = handMadeFolder({
    'package.json': '{\r\n  "name": "mine"\r\n}\r\n',
    '.gitignore': 'x\r\ny\r\n',
  });
  run(folder, { adopts: true });
  for (const path of ['package.json', '.gitignore']) expect(text(folder, path)).not.toMatch(/(?<!\r)\n/);
});
