import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

const inference = 'inference: { batching: { maxSize: 32, maxDelayMs: 2 } }';

test('batching is useless where the app gets each request alone', () => {
  expectProblem(
    'batching-on-flask',
    modelPackage({ framework: 'framework: flask', inference }),
    `
    marketplace.yaml:7:14: warning: \`inference.batching\` is given, and a Flask app gets each request alone [batching-on-flask]
      inference: { batching: { maxSize: 32, maxDelayMs: 2 } }
                   ^^^^^^^^
      fix: remove it, or choose a framework whose model takes records, such as scikit-learn
    `,
  );
});

test('it is welcome where records can be put together, and may be off anywhere', () => {
  expectNoProblem('batching-on-flask', modelPackage({ framework: 'framework: scikit-learn', inference }));
  const off = { framework: 'framework: flask', inference: 'inference: { batching: off }' };
  expectNoProblem('batching-on-flask', modelPackage(off));
});
