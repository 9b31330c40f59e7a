import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

const including = (path: string) => modelPackage({ include: `include: [${path}]` });

test('keys and passwords do not go into an image', () => {
  expectProblem(
    'include-secret',
    including('config/.env'),
    `
    marketplace.yaml:7:11: error: \`include\` has "config/.env", which usually holds secrets [include-secret]
      include: [config/.env]
                ^^^^^^^^^^^
      because: what is in an image can be read by every buyer
      fix: remove it; a setting that is no secret belongs into \`inference.environment\`, or into a file with another name
    `,
  );
});

test.each([
  '.aws',
  '.aws/config',
  'keys/id_rsa',
  '.env.production',
  '.ssh',
  '.netrc',
  '.npmrc',
  'lib/.git/HEAD',
])('%s is refused as well', (path) => {
  expectProblem(
    'include-secret',
    including(path),
    `
    marketplace.yaml:7:11: error: \`include\` has "${path}", which usually holds secrets [include-secret]
      include: [${path}]
                ${'^'.repeat(path.length)}
      because: what is in an image can be read by every buyer
      fix: remove it; a setting that is no secret belongs into \`inference.environment\`, or into a file with another name
    `,
  );
});

test.each(['environment', 'config/env.yaml', 'aws', 'id_rsa.md', 'lib/.envs', '.env.example'])(
  '%s is accepted',
  (path) => {
    expectNoProblem('include-secret', including(path));
  },
);
