import { isDay } from '../../model/calendar-day.ts';
import { valueInWords } from '../../problem/phrasing.ts';
import type { Rule, Violation } from './rule.ts';

/** An exception from the scan gate ends on a valid date, and after it lets nothing through. */
export const scanAllowDate: Rule = {
  code: 'scan-allow-date',
  check({ manifest, today }) {
    return (manifest.upload?.scan?.allow ?? []).flatMap((entry, index) => {
      const fault = entry?.until === undefined ? undefined : faultOf(entry.until, today);
      return fault ? [{ at: ['upload', 'scan', 'allow', index, 'until'], ...fault }] : [];
    });
  },
};

function faultOf(until: string, today: string): Omit<Violation, 'at'> | undefined {
  if (!isDay(until))
    return {
      what: `\`until\` is ${valueInWords(until)}, and it must be a day`,
      fix: 'write it as year, month and day: 2026-12-31',
    };
  if (until >= today) return undefined;
  return {
    severity: 'warning',
    what: `this exception ended on ${until}, and lets nothing through any more`,
    because: 'the scan of the next upload is refused where the finding is still there',
    fix: 'remove it, or look at the finding again and write a later day',
  };
}
