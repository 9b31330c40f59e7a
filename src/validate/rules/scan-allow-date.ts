import { valueInWords } from '../../problem/phrasing.ts';
import type { Rule } from './rule.ts';

/** An exception from the scan gate ends on a valid date. */
export const scanAllowDate: Rule = {
  code: 'scan-allow-date',
  check({ manifest }) {
    return (manifest.upload?.scan?.allow ?? []).flatMap((entry, index) =>
      entry?.until === undefined || isDay(entry.until)
        ? []
        : [
            {
              at: ['upload', 'scan', 'allow', index, 'until'],
              what: `\`until\` is ${valueInWords(entry.until)}, and it must be a day`,
              fix: 'write it as year, month and day: 2026-12-31',
            },
          ],
    );
  },
};

function isDay(text: string): boolean {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  const lengths = [31, isLeap(Number(year)) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  const length = lengths[Number(month) - 1] ?? 0;
  return Number(day) >= 1 && Number(day) <= length;
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}
