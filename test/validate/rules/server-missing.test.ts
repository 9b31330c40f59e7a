import { expect, test } from 'vitest';
import {
  expectNoProblem,
  expectProblem,
  modelPackage,
  problemsOfCode,
  serverPackage,
} from '../../support/expect-problems.ts';

const code = 'server-missing';

test('a framework that is the seller’s own server needs to know how it is started', () => {
  expectProblem(
    code,
    modelPackage({ framework: 'framework: server' }),
    `
    marketplace.yaml:3:12: error: \`framework\` is server, and \`server\` is missing [server-missing]
      framework: server
                 ^^^^^^
      because: it says how your program is started and called
      fix: add a line such as \`server: { command: [uvicorn, "app:app", --port, "{port}"], port: 8000, ready: /health, invocations: /predict }\`
    `,
  );
});

test('a program answers with no other framework', () => {
  const server = 'server: { command: [./predictor], port: 8000, ready: /, invocations: / }';
  expect(problemsOfCode(code, modelPackage({ framework: 'framework: flask', server }))).toContain(
    '`server` describes a program of yours, and with Flask no program of yours answers',
  );
});

test('both are fine together, also where the schema has something to say about the program', () => {
  expectNoProblem(code, serverPackage());
  expectNoProblem(code, modelPackage({ framework: 'framework: server', server: 'server: yes' }));
});
