import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { lastingBases } from '../../src/model/lasting-bases.ts';
import { preparedForTests } from '../support/prepared.ts';

const root = new URL('../../', import.meta.url);
const { catalogue, today } = preparedForTests();

/** What people read before they choose a base: texts, and the sentences in the code. */
const texts = [
  ...['README.md', 'templates/manifest/marketplace.yaml.hbs'],
  ...['docs/tutorials/', 'docs/how-to/', 'docs/reference/'].flatMap((folder) => filesIn(folder, '.md')),
  ...filesIn('src/', '.ts'),
  ...filesIn('generators/', '.ts'),
];

test.each(texts)(
  '%s names only bases that are scanned and supported for years, and tags that are patched',
  (path) => {
    const text = withoutComments(path, readFileSync(new URL(path, root), 'utf8'));
    const lasting = lastingBases(catalogue, today).map(({ id }) => id);
    const named = catalogue.bases.map(({ id }) => id).filter((id) => isNamed(text, id));
    expect(named.filter((id) => !lasting.includes(id))).toEqual([]);
    const ended = catalogue.deepLearningContainers.repositories
      .flatMap(({ tags }) => tags)
      .filter(({ tag, until }) => until !== null && until < today && text.includes(tag));
    expect(ended).toEqual([]);
  },
);

test('these texts do name bases', () => {
  const named = texts.filter((path) =>
    readFileSync(new URL(path, root), 'utf8').includes('amazonlinux:2023'),
  );
  expect(named.length).toBeGreaterThan(8);
});

/** `debian:1` is not named by `debian:13`. */
function isNamed(text: string, id: string): boolean {
  return new RegExp(`\\b${id.replaceAll('.', '\\.')}(?![\\d.]*\\d)`).test(text);
}

function withoutComments(path: string, text: string): string {
  return path.endsWith('.ts') ? text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '') : text;
}

function filesIn(folder: string, ending: string): string[] {
  return readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => `${folder}${name}`);
}
