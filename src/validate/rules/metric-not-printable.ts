import { printPattern } from '../../model/print-pattern.ts';
import type { Rule } from './rule.ts';

/** `report` must print a line that the metric's regex finds, so the regex must show what to print. */
export const metricNotPrintable: Rule = {
  code: 'metric-not-printable',
  check({ manifest }) {
    // A script prints its metrics itself.
    if (manifest.training?.entry !== undefined) return [];
    return (manifest.training?.metrics ?? []).flatMap((metric, index) => {
      if (metric?.regex === undefined || !compiles(metric.regex) || printPattern(metric.regex)) return [];
      return [
        {
          at: ['training', 'metrics', index, 'regex'],
          severity: 'warning' as const,
          what: 'this regex does not show what line to print, so `report` in src/training.ts cannot print one that it finds',
          fix: 'write it as plain text with one group, as in  loss=([0-9.]+) , or print the line yourself',
        },
      ];
    });
  },
};

/** Another rule reports a regex that does not compile or has no group. */
function compiles(regex: string): boolean {
  try {
    return (new RegExp(`${regex}|`).exec('')?.length ?? 1) > 1;
  } catch {
    return false;
  }
}
