import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../support/built.ts';

/** Many readers speak English as a second language. Each of these words has a plainer one. */
const replacements: Readonly<Record<string, string>> = {
  whoever: 'name them: users, callers, sellers',
  'for ever': 'always, or without a limit',
  'told of': 'reported',
  he: 'they',
  him: 'them',
  his: 'their',
};

/** Phrases can continue on the next line of a comment. */
const phrase = Object.keys(replacements).join('|').replaceAll(' ', '[\\s*/#]+');
const unwanted = new RegExp(`(?<![\\p{L}\\d_])(?:${phrase})(?![\\p{L}\\d_])`, 'giu');

/** Files that may have these words, with the reason. */
const allowed: Readonly<Record<string, string>> = {
  'test/meta/plain-english.test.ts': 'lists the words',
};

/** Not our current words: pictures, models, output of the product, and listings of released versions. */
const exclude = [
  'test/golden/{trees,plans}/**',
  'test/upgrades/[0-9]*/**',
  '**/__pycache__/**',
  'docs/images/*.png',
  'test/support/models/saved/**',
];

const areas = [
  ...['src', 'generators', 'listing', 'templates', 'schema', 'examples'],
  ...['scripts', 'bench', 'test', '.ci', 'docs'],
  ...['README.md', 'CONTRIBUTING.md', 'ARCHITECTURE.md', 'CHANGELOG.md'],
];

test.each(areas)('%s uses plain words', (area) => {
  const files = globSync([area, `${area}/**`], { cwd: root, exclude });
  const ours = files.filter((path) => !(path in allowed) && statSync(join(root, path)).isFile());
  const findings = ours.flatMap(findingsIn);
  expect(findings, findings.join('\n')).toEqual([]);
});

function findingsIn(path: string): readonly string[] {
  const text = readFileSync(join(root, path), 'utf8');
  return [...text.matchAll(unwanted)].map(({ 0: found, index }) => {
    const words = found.toLowerCase().replace(/[\s*/#]+/g, ' ');
    return `${path}:${text.slice(0, index).split('\n').length}: "${words}"; better: ${replacements[words]}`;
  });
}
