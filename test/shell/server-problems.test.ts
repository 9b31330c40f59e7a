import { expect, test } from 'vitest';
import { codeProblems } from '../../src/shell/code-problems.ts';
import { resolveText } from '../support/build-listing.ts';
import { serverPackage } from '../support/expect-problems.ts';
import { generatedFolder } from '../support/listing-folder.ts';
import { runCommand } from '../support/run-command.ts';

type Files = Readonly<Record<string, string>>;

function placed(command: readonly string[], include: readonly string[], files: Files) {
  const yaml = serverPackage(
    { command },
    include.length > 0 ? { include: `include: [${include.join(', ')}]` } : {},
  );
  const folder = generatedFolder(yaml, { ...files, 'model/weights.txt': '1' });
  return { yaml, folder };
}

/** What `validate` says of the command. */
async function saidOf(...listing: Parameters<typeof placed>): Promise<string> {
  const { err } = await runCommand(['validate'], placed(...listing).folder);
  return err;
}

test('a program that is not included is told where its command names it', async () => {
  expect(await saidOf(['uvicorn', 'app:app'], [], { 'app.py': '' })).toBe(
    `marketplace.yaml:7:31: warning: \`server.command\` has "app:app", and app.py does not come into the image [server-file-not-in-image]
  server: {"command":["uvicorn","app:app"],"port":8000,"ready":"/health","invocations":"/predict"}
                                ^^^^^^^^^
  because: an image has what \`include\` names, and what the generator puts there
  fix: say  include: [app.py]

1 warning in 1 manifest
`,
  );
});

test.each([
  [['./predictor'], ['rules.yaml'], { predictor: '', 'rules.yaml': '' }, 'include: [rules.yaml, predictor]'],
  [['node', 'web/server.js'], [], { 'web/server.js': '' }, 'include: [web]'],
  [['python3', '-m', 'serving.main'], [], { 'serving/main.py': '' }, 'include: [serving]'],
  [['mlserver', 'start', 'scorer'], [], { 'scorer/settings.json': '' }, 'include: [scorer]'],
] as const)('so is any other: %j', async (command, include, files, fix) => {
  expect(await saidOf(command, include, files)).toContain(`fix: say  ${fix}`);
});

test.each([
  [['uvicorn', 'app:app', '--port', '{port}'], ['app.py'], { 'app.py': '' }],
  [['node', 'web/server.js'], ['web'], { 'web/server.js': '' }],
  [['engine', '--model', 'model/weights.txt'], [], {}],
  [['/usr/bin/engine', 'serve', '../x', '--weights={model}/a'], [], {}],
] as const)('what comes into the image, or is no file here, is fine: %j', async (command, include, files) => {
  expect(await saidOf(command, include, files)).toBe('no problems in 1 manifest\n');
});

test('what the code of a program imports is looked for in the image too', () => {
  const command = ['uvicorn', 'app:app'];
  const files = { 'app.py': 'import scoring\nimport fastapi\nimport yaml\n', 'scoring.py': '' };
  const faults = (include: readonly string[], more: Files = {}) => {
    const { yaml, folder } = placed(command, include, { ...files, ...more });
    return codeProblems(resolveText(yaml), folder, folder).map(({ code, what }) => `${code}: ${what}`);
  };
  expect(faults(['app.py'])).toEqual([
    'import-not-in-image: `scoring` is scoring.py, which is not in the image',
    'import-not-installed: `fastapi` is imported, and requirements.txt brings no package that has it',
    'import-not-installed: `yaml` is imported, and requirements.txt brings no package that has it',
  ]);
  const requirements = { 'requirements.txt': 'fastapi==1\npyyaml\n' };
  expect(faults(['app.py', 'scoring.py'], requirements)).toEqual([]);
});

test('an image of the seller may have any package', () => {
  const base = 'base: { os: debian:13, image: registry.example.com/engine:1 }';
  const yaml = serverPackage({ command: ['python3', 'app.py'] }, { base, include: 'include: [app.py]' });
  const folder = generatedFolder(yaml, { 'app.py': 'import fastapi\n' });
  expect(codeProblems(resolveText(yaml), folder, folder)).toEqual([]);
});
