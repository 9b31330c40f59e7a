import { splitLines } from '../acts/split-records.ts';
import { profileWords } from '../acts/transform-sample.ts';
import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import { failed, isStatus, notSeen, passed, shortText } from '../verdicts.ts';

export const batchRecords: Check = {
  id: 'batch-records',
  rule: 'A transform that splits and assembles by line gives as many lines as it got, in their order, or buyers cannot join them with their input.',
  source: sources.dataProcessing,
  objector: 'buyers suffer',
  phase: 'batch',
  look: ({ transform }) => {
    const { profile, answers, records, hasHeader, assembled } = transform;
    if (profile.split !== 'Line' || profile.assemble !== 'Line')
      return notSeen(`the transform is ${profileWords(transform)}: not by line`);
    if (records === 0 || answers.some((answer) => !isStatus(answer, 200, 200)))
      return notSeen('the transform fails');
    const lines = splitLines(assembled).length;
    const words = `${records} lines in${hasHeader ? ', the first with names' : ''}, ${lines} lines out`;
    if (lines === records - (hasHeader ? 1 : 0)) return passed(words);
    return failed(
      words,
      'answer one line for each line of the request, without a header row and without blank lines',
      [shortText(assembled, 1000)],
    );
  },
};
