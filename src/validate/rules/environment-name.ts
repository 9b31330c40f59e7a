import { valueInWords } from '../../problem/phrasing.ts';
import { variablesOf } from '../environments.ts';
import type { Rule } from './rule.ts';

/** The keys of SageMaker's EnvironmentMap (SageMaker API, read 2026-11-21). */
const variableName = /^[a-zA-Z_][a-zA-Z0-9_]{0,1023}$/;

/** The name of a variable must be valid for SageMaker and for a shell. */
export const environmentName: Rule = {
  code: 'environment-name',
  check({ manifest }) {
    return variablesOf(manifest)
      .filter(({ name }) => !variableName.test(name))
      .map(({ at, name, of }) => ({
        at,
        atKey: true,
        what: `${valueInWords(name)} in \`${of}.environment\` cannot be the name of a variable`,
        rule: 'SageMaker takes up to 1024 letters, digits and _ and no digit first',
        fix: `rename it to ${safeName(name)}`,
      }));
  },
};

function safeName(name: string): string {
  const joined = name.replace(/[^a-zA-Z0-9]+/g, '_').slice(0, 1023);
  return /^\d|^$/.test(joined) ? `_${joined}` : joined;
}
