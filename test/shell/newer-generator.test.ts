import { expect, test } from 'vitest';
import { compileTemplates } from '../../src/compile.ts';
import { type Prepared, prepare } from '../../src/generate.ts';
import { loadPackageData } from '../../src/shell/load-package-data.ts';
import { packageTexts } from '../../src/shell/package-files.ts';
import { texts } from '../../src/shell/shipped/listing.ts';
import { textsAsFiles } from '../../src/text/texts-as-files.ts';
import { edit, generatedFolder, run, snapshot, text } from '../support/listing-folder.ts';

const shipped = loadPackageData();

type Texts = ReadonlyMap<string, string>;

function replaced(texts: Texts, path: string, from: string | RegExp, to: string): Texts {
  const before = texts.get(path) ?? '';
  const after = before.replace(from, to);
  expect(after, `${path} has ${from}`).not.toBe(before);
  return new Map([...texts, [path, after]]);
}

/** Simulates a later version of this generator, with other templates. */
function laterGenerator(): Prepared {
  let listing: Texts = texts;
  let templates = packageTexts('templates');
  templates = replaced(templates, 'image/stages/node.hbs', /^# A maintained/m, '# News\n# A maintained');
  templates = replaced(templates, 'project/.gitignore.hbs', /^.*\n/, 'news/\n');
  listing = replaced(listing, 'runtime/log.ts', /^/, '// News.\n');
  listing = replaced(listing, 'src/inference.ts', /^/, '// News.\n');
  return prepare(
    { ...shipped, version: '99.0.0', templates: compileTemplates(templates), listing: textsAsFiles(listing) },
    '2026-11-29',
  );
}

const improved = laterGenerator();

test('new templates reach an old listing, beside the edits, and seeds stay as they were written', () => {
  const folder = generatedFolder();
  const seed = text(folder, 'src/inference.ts');
  edit(folder, 'Dockerfile', /^COPY /m, 'ENV MINE=1\nCOPY ');
  const { status, problems } = run(folder, { prepared: improved });
  expect([status, problems]).toEqual(['written', []]);
  expect(text(folder, 'Dockerfile')).toMatch(/# News\n[\s\S]*ENV MINE=1\n/);
  expect(text(folder, 'runtime/log.ts')).toMatch(/^\/\/ News\.$/m);
  expect(text(folder, '.gitignore')).toMatch(/^news\/\n/);
  expect(text(folder, 'src/inference.ts')).toBe(seed);
  expect(text(folder, '.sagemaker-mkt/lock.json')).toContain('"generator": "99.0.0"');
  expect(run(folder, { prepared: improved }).status).toBe('unchanged');
});

test('news where the seller edited are marked', () => {
  const folder = generatedFolder();
  edit(folder, '.gitignore', /^.*\n/, 'mine/\n');
  const { problems } = run(folder, { prepared: improved });
  expect(problems.map(({ code, location }) => `${code} ${location.file}`)).toEqual([
    'both-changed .gitignore',
  ]);
});

test('an older generator does not take a listing back unnoticed', () => {
  const folder = generatedFolder();
  run(folder, { prepared: improved });
  const before = snapshot(folder);
  const { status, problems } = run(folder);
  expect([status, problems.map(({ code }) => code)]).toEqual(['refused', ['generator-too-old']]);
  expect(snapshot(folder)).toEqual(before);
});
