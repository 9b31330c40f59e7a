import type { Rule, Violation } from './rule.ts';

/** SageMaker reads the value of a metric from the log, by the first group of a regular expression. */
export const metricRegex: Rule = {
  code: 'metric-regex',
  check({ manifest }) {
    return (manifest.training?.metrics ?? []).flatMap((metric, index) => {
      const regex = metric?.regex;
      const fault = regex === undefined ? undefined : faultOf(regex);
      if (!fault) return [];
      return [{ at: ['training', 'metrics', index, 'regex'], ...fault }];
    });
  },
};

function faultOf(regex: string): Pick<Violation, 'what' | 'fix' | 'because'> | undefined {
  try {
    const groups = new RegExp(`${regex}|`).exec('')?.length ?? 1;
    if (groups > 1) return undefined;
    return {
      what: 'the regex of a metric has no group',
      because: 'the first group is what SageMaker takes as the value',
      fix: 'put the number in parentheses, as in  loss=([0-9.]+)',
    };
  } catch (error) {
    const reason = error instanceof SyntaxError ? (error.message.split(': ').at(-1) ?? '') : String(error);
    return {
      what: `the regex of a metric cannot be read: ${reason.toLowerCase()}`,
      fix: 'write it like  loss=([0-9.]+)',
    };
  }
}
