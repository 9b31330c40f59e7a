import { expect, test } from 'vitest';
import { blockManifest, withMistake } from '../../support/block-manifest.ts';
import { problemsIn } from '../../support/expect-problems.ts';

/** Writes what the fix shows in the place of the line that the problem shows. */
function follow(yaml: string): string {
  const [first = '', source = ''] = problemsIn(yaml).split('\n');
  const [, number] = /^marketplace\.yaml:(\d+):/.exec(first) ?? [];
  const [, shown] = / {2}fix: (?:.*?:|write it like|write) {2}(.*)\n/.exec(problemsIn(yaml)) ?? [];
  const lines = yaml.split('\n');
  const index = Number(number) - 1;
  expect(lines[index]).toContain(source.trim());
  return lines.with(index, `${/^ */.exec(lines[index] ?? '')?.[0]}${shown}`).join('\n');
}

test('the manifest of these tests has no problem', () => {
  expect(problemsIn(blockManifest)).toBe('');
});

test.each([
  ['input: [text/csv, application/json]', 'input: [text/csv, application/json'],
  ['tags:\n    team: risk', 'tags: { team: risk'],
  ['title: Churn scorer', 'title: "Churn scorer'],
  ['title: Churn scorer', "title: 'Churn scorer"],
  ['title: Churn scorer', 'title: Churn: the scorer'],
  ['title: Churn scorer', 'title: Churn scorer:  # for now'],
  ['title: Churn scorer', "title: 'Churn's scorer'"],
  ['title: Churn scorer', 'title: "the "best" scorer"'],
  ['title: Churn scorer', 'title: %Churn'],
  ['title: Churn scorer', 'title: > Churn'],
  ['title: Churn scorer', 'title: “Churn: scorer”'],
  ['team: risk', "'team': 'risk',"],
  ['title: Churn scorer', 'title: "Churn \\d"'],
  ['base: amazonlinux:2023', 'base: amazonlinux: 2023'],
  ['  name: churn-scorer', '  name:churn-scorer'],
  ['  name: churn-scorer', '  name = churn-scorer'],
  ['artifacts:', 'artifacts'],
  ['base: ', '// what it runs on\nbase: '],
  ['input: [text/csv, application/json]', 'input: text/csv, application/json'],
  ['tags:\n    team: risk', 'tags: risk'],
  ['name: churn-scorer', 'name: 5'],
])('the fix mends the manifest where %j became %j', (part, mistake) => {
  expect(problemsIn(follow(withMistake(part, mistake)))).not.toContain('error:');
});
