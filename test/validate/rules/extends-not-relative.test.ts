import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('an address of the web is refused', () => {
  expectProblem(
    'extends-not-relative',
    modelPackage({ version: 'version: 1\nextends: https://example.com/team.yaml' }),
    `
    marketplace.yaml:2:10: error: \`extends\` is "https://example.com/team.yaml", which is not a relative path [extends-not-relative]
      extends: https://example.com/team.yaml
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      because: a path on this machine or a web address does not work in a colleague’s clone
      fix: write the path from the folder of this file, for example \`../team.yaml\`
    `,
  );
});

test('an absolute path in a list is refused', () => {
  expectProblem(
    'extends-not-relative',
    modelPackage({ version: 'version: 1\nextends: [../team.yaml, /etc/team.yaml]' }),
    `
    marketplace.yaml:2:25: error: \`extends[1]\` is "/etc/team.yaml", which is not a relative path [extends-not-relative]
      extends: [../team.yaml, /etc/team.yaml]
                              ^^^^^^^^^^^^^^
      because: a path on this machine or a web address does not work in a colleague’s clone
      fix: write the path from the folder of this file, for example \`../team.yaml\`
    `,
  );
});

test('a drive of Windows is refused', () => {
  expectProblem(
    'extends-not-relative',
    modelPackage({ version: 'version: 1\nextends: C:/team.yaml' }),
    `
    marketplace.yaml:2:10: error: \`extends\` is "C:/team.yaml", which is not a relative path [extends-not-relative]
      extends: C:/team.yaml
               ^^^^^^^^^^^^
      because: a path on this machine or a web address does not work in a colleague’s clone
      fix: write the path from the folder of this file, for example \`../team.yaml\`
    `,
  );
});

test('relative paths are accepted', () => {
  expectNoProblem(
    'extends-not-relative',
    modelPackage({ version: 'version: 1\nextends: [../team.yaml, defaults/base.yaml]' }),
  );
});
