import { expect, test } from 'vitest';
import {
  expectNoProblem,
  expectProblem,
  problemsOfCode,
  serverPackage,
} from '../../support/expect-problems.ts';

const code = 'server-command';

test('a command is a list of words', () => {
  expectProblem(
    code,
    serverPackage({ command: ['uvicorn app:app --port {port}'] }),
    `
    marketplace.yaml:7:21: error: \`server.command\` has the whole command in one word [server-command]
      server: {"command":["uvicorn app:app --port {port}"],"port":8000,"ready":"/health","invocations":"/p
                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      because: no shell reads it, so the program would have this name
      fix: write each word by itself: [uvicorn, "app:app", --port, "{port}"]
    `,
  );
});

test('the image has Node, and no package manager', () => {
  expect(problemsOfCode(code, serverPackage({ command: ['npm', 'start'] }))).toContain(
    '`server.command` begins with npm, which the image does not have',
  );
});

test.each([
  ['$PORT', 'write "{port}"'],
  ['--listen=:${PORT}', 'write "--listen=:{port}"'],
  ['--model=$SM_MODEL_DIR/a', 'write "--model={model}/a"'],
  ['$HOME/app', 'write its value, or start a shell script that reads it'],
])('no shell reads a variable: %s', (word, fix) => {
  const problems = problemsOfCode(code, serverPackage({ command: ['./predictor', word] }));
  expect(problems).toContain(': warning: ');
  expect(problems).toContain(fix);
});

test.each([[['./my server']], [['node', 'server.js', '--price=$5', 'a b']]])(
  'any other command is the seller’s: %j',
  (command) => expectNoProblem(code, serverPackage({ command: [...command, 'x'] })),
);
