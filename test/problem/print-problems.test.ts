import { expect, test } from 'vitest';
import type { LocatedProblem, Location } from '../../src/model/problem.ts';
import { closestName } from '../../src/problem/closest-name.ts';
import { countProblems, type Paint, printProblems } from '../../src/problem/print-problems.ts';
import { problemsAsGithub } from '../../src/problem/problems-as-github.ts';
import { problemsAsJson } from '../../src/problem/problems-as-json.ts';
import { problemsAsSarif } from '../../src/problem/problems-as-sarif.ts';

test('a problem is one block, with its reason, its remedy and the other place', () => {
  const other = { location: at({ line: 1, column: 2 }), sentence: 'first here' };
  expect(printProblems([problem({ because: 'AWS says so', notes: [other] })])).toBe(
    'm.yaml:3:7: error: wrong [wrong-value]\n  name: value\n        ^^^^^\n  because: AWS says so\n  fix: mend it\n  note: m.yaml:1:2: first here\n',
  );
});

test('problems come by file, line and column, whatever order they were found in', () => {
  const printed = printProblems([
    problem({ location: at({ file: 'b', line: 1 }) }),
    problem({ location: at({ file: 'a', line: 10 }) }),
    problem({ location: at({ file: 'a', line: 2, column: 9 }) }),
    problem({ location: at({ file: 'a', line: 2, column: 1 }) }),
  ]);
  expect(printed.match(/^\S+:\d+:\d+/gm)).toEqual(['a:2:1', 'a:2:9', 'a:10:7', 'b:1:7']);
});

test('of a long line the part around the fault is shown, and the carets stay under it', () => {
  const source = `${'x'.repeat(500)}FAULT${'y'.repeat(500)}`;
  const [, excerpt = '', carets = ''] = printProblems([
    problem({ location: at({ column: 501, source }) }),
  ]).split('\n');
  expect(excerpt.length).toBeLessThan(110);
  expect(excerpt.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1)).toBe('FAULT');
});

test('a tab in front of the fault stands in front of the carets too', () => {
  expect(printProblems([problem({ location: at({ column: 2, source: '\tfault' }) })])).toContain(
    '\n  \t^^^^^\n',
  );
});

test('control characters of a file never reach the terminal', () => {
  const hostile = '\u001b[2Jname';
  const printed = printProblems([
    problem({ what: hostile, fix: hostile, location: at({ file: hostile, source: hostile }) }),
  ]);
  expect(printed).not.toContain('\u001b');
});

test('colour comes from the paint alone', () => {
  const paint: Paint = (style, text) => `<${style}>${text}</>`;
  expect(printProblems([problem({ severity: 'warning' })], paint)).toContain('<yellow>warning</>: wrong');
});

test('the sum leaves out what there is none of', () => {
  expect(countProblems([])).toBe('no problems');
  expect(countProblems([problem(), problem(), problem({ severity: 'warning' })])).toBe(
    '2 errors and 1 warning',
  );
});

test('GitHub gets one line a problem, with its own escapes', () => {
  const line = problemsAsGithub([problem({ what: '100% wrong', location: at({ file: 'a,b:c.yaml' }) })]);
  expect(line).toBe(
    '::error file=a%2Cb%3Ac.yaml,line=3,col=7,endColumn=12,title=wrong-value::100%25 wrong%0Afix: mend it\n',
  );
});

test('a rule has its own label for people, and is `because` in JSON, whose members are a promise', () => {
  const found = problem({ rule: 'ECR takes lower-case letters' });
  expect(printProblems([found])).toContain('\n  rule: ECR takes lower-case letters\n  fix: ');
  expect(problemsAsGithub([found])).toContain('%0Arule: ECR takes lower-case letters%0Afix: ');
  expect(problemsAsSarif([found], '1')).toContain('\\nrule: ECR takes lower-case letters\\nfix: ');
  const [printed] = JSON.parse(problemsAsJson([found], '1')).problems;
  expect(printed).toMatchObject({ because: 'ECR takes lower-case letters' });
  expect(printed).not.toHaveProperty('rule');
});

test('JSON and SARIF hold the same places', () => {
  const json = JSON.parse(problemsAsJson([problem({ because: 'x' })], '1.2.3'));
  expect(json).toEqual({
    generator: '1.2.3',
    problems: [
      {
        file: 'm.yaml',
        line: 3,
        column: 7,
        length: 5,
        code: 'wrong-value',
        severity: 'error',
        what: 'wrong',
        fix: 'mend it',
        because: 'x',
      },
    ],
  });
  const { runs } = JSON.parse(problemsAsSarif([problem({ location: at({ file: 'a b.yaml' }) })], '1.2.3'));
  expect(runs[0].results[0]).toMatchObject({
    ruleId: 'wrong-value',
    level: 'error',
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'a%20b.yaml' },
          region: { startLine: 3, startColumn: 7, endColumn: 12 },
        },
      },
    ],
  });
});

test.each([
  ['framwork', 'framework'],
  ['us-esat-2', 'us-east-2'],
  ['Base', 'base'],
  ['product', undefined],
  ['', undefined],
])('for %j the nearest name is %j', (written, nearest) => {
  expect(closestName(written, ['framework', 'base', 'us-east-2'])).toBe(nearest);
});

function at(location: Partial<Location>): Location {
  return { file: 'm.yaml', line: 3, column: 7, length: 5, source: 'name: value', ...location };
}

function problem(words: Partial<LocatedProblem> = {}): LocatedProblem {
  return {
    code: 'wrong-value',
    severity: 'error',
    location: at({}),
    what: 'wrong',
    fix: 'mend it',
    ...words,
  };
}
