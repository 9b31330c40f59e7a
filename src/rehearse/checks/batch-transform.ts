import { profileWords } from '../acts/transform-sample.ts';
import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import { failed, isStatus, notSeen, passed, wholeAnswerWords } from '../verdicts.ts';

export const batchTransform: Check = {
  id: 'batch-transform',
  rule: 'A batch transform succeeds, which is all that AWS’s validation runs: one failing request loses the file’s whole output.',
  source: sources.batch,
  severity: 'error',
  phase: 'batch',
  look: ({ transform }) => {
    const { answers, sent, profile, log, notReady, notSplit } = transform;
    if (notReady)
      return failed(
        `with SAGEMAKER_BATCH=true, ${notReady}`,
        'let the server start with the variables of a batch transform as it does without',
        log.slice(-5),
      );
    if (notSplit)
      return failed(
        `${profileWords(transform)}: ${notSplit}`,
        'put a file of such records there, or set another split in validation.transform',
      );
    if (sent.length === 0) return notSeen(`there is no sample of ${profile.contentType}`);
    const bad = answers.filter((answer) => !isStatus(answer, 200, 200));
    if (bad.length === 0)
      return passed(
        `${profileWords(transform)}: ${transform.records} records in ${sent.length} requests, all answered with 200`,
      );
    const evidence = bad.map(wholeAnswerWords);
    return failed(
      `${profileWords(transform)}: ${bad.length} of ${answers.length} requests fail`,
      'fix the handler for the pieces that a transform sends, or change split and strategy in validation.transform',
      [...evidence.slice(0, 5), ...log.slice(-3)],
    );
  },
};
