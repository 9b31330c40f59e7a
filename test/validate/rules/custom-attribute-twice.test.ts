import { test } from 'vitest';
import { expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('two attributes with one name are refused', () => {
  expectProblem(
    'custom-attribute-twice',
    modelPackage({
      customAttributes: 'customAttributes: [{ name: a, description: b }, { name: a, description: c }]',
    }),
    `
    marketplace.yaml:7:57: error: the custom attribute \`a\` is declared twice [custom-attribute-twice]
      customAttributes: [{ name: a, description: b }, { name: a, description: c }]
                                                              ^
      fix: remove one of the two, or give it another name
      note: marketplace.yaml:7:28: first declared here
    `,
  );
});
