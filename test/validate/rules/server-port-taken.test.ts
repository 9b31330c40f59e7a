import { expect, test } from 'vitest';
import {
  expectNoProblem,
  expectProblem,
  problemsOfCode,
  serverPackage,
} from '../../support/expect-problems.ts';

const code = 'server-port-taken';

test('the port of SageMaker is not the program’s', () => {
  expectProblem(
    code,
    serverPackage({ port: 8080 }),
    `
    marketplace.yaml:7:43: error: \`server.port\` is 8080 [server-port-taken]
      server: {"command":["./predictor"],"port":8080,"ready":"/health","invocations":"/predict"}
                                                ^^^^
      because: SageMaker sends its calls to port 8080, where our server takes them, and hands them to your program on another port
      fix: write another port, such as 8000, and let your program listen there
    `,
  );
});

test.each([
  ['8080', '{port}'],
  ['--port=8080', '--port={port}'],
  ['0.0.0.0:8080', '0.0.0.0:{port}'],
])('also in a word of the command: %s', (word, instead) => {
  const problems = problemsOfCode(code, serverPackage({ command: ['./predictor', word] }));
  expect(problems).toContain(`\`server.command\` has the port 8080 in "${word}"`);
  expect(problems).toContain(`write "${instead}", which stands for \`server.port\``);
});

test.each(['18080', '80801', '0.8080', '{port}'])('and other numbers are not that port: %s', (word) => {
  expectNoProblem(code, serverPackage({ command: ['./predictor', word] }));
});
