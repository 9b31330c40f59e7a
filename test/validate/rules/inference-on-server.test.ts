import { expect, test } from 'vitest';
import {
  expectNoProblem,
  expectProblem,
  modelPackage,
  problemsOfCode,
  serverPackage,
} from '../../support/expect-problems.ts';

const code = 'inference-on-server';

test('a program of the seller has no script beside it', () => {
  expectProblem(
    code,
    serverPackage({}, { inference: 'inference: { entry: code/inference.py }' }),
    `
    marketplace.yaml:8:14: error: \`inference.entry\` names a script that answers, and with \`framework: server\` your program answers [inference-on-server]
      inference: { entry: code/inference.py }
                   ^^^^^
      fix: remove it, or choose the framework of the model, or  framework: python
      note: marketplace.yaml:3:12: the framework is set here
    `,
  );
});

test.each(['language: python', 'preload: true', 'batching: { maxSize: 8, maxDelayMs: 2 }'])(
  'nor anything that says how a handler is run: %s',
  (member) => {
    expect(problemsOfCode(code, serverPackage({}, { inference: `inference: { ${member} }` }))).toContain(
      'with `framework: server` your program answers',
    );
  },
);

test('what holds for every server is fine, and what is switched off too', () => {
  const inference =
    'inference: { workers: 4, maxQueue: 9, batching: off, preload: false, timeoutSeconds: 30 }';
  expectNoProblem(code, serverPackage({}, { inference }));
  expectNoProblem(
    code,
    modelPackage({ framework: 'framework: python', inference: 'inference: { preload: true }' }),
  );
});
