import { profileWords } from '../acts/transform-sample.ts';
import { answerFault } from '../answers/answer-fault.ts';
import { chosenOutput } from '../answers/chosen-output.ts';
import type { Check } from '../check.ts';
import { onePortWords } from '../one-port.ts';
import { wantedFor } from '../samples.ts';
import { sources } from '../sources.ts';
import { failed, isStatus, notSeen, passed } from '../verdicts.ts';

export const batchTransform: Check = {
  id: 'batch-transform',
  rule: 'A batch transform succeeds: AWS’s validation runs one with test data, and no other calls.',
  source: sources.resource,
  objector: 'AWS refuses',
  phase: 'batch',
  look: ({ transform, listing }) => {
    const { answers, sent, profile, log, notReady, notSplit } = transform;
    const onePort = notReady && onePortWords(log);
    if (onePort) return notSeen(onePort);
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
    const accepted = listing.output.find(({ type }) => type === profile.accept);
    const evidence = answers.flatMap((answer, index) => {
      const output = chosenOutput(listing, answer) ?? accepted;
      const request = { type: profile.contentType, body: sent[index] ?? new Uint8Array() };
      const { records } = wantedFor({ listing }, request, output);
      // `batch-records` counts what is assembled by line.
      return (
        answerFault(answer, { output, records: profile.assemble === 'Line' ? undefined : records }) ?? []
      );
    });
    if (evidence.length === 0)
      return passed(
        `${profileWords(transform)}: ${transform.records} records in ${sent.length} requests, all answered with 200`,
      );
    return failed(
      `${profileWords(transform)}: ${evidence.length} of ${answers.length} requests fail`,
      'fix the handler for the pieces that a transform sends, or change split and strategy in validation.transform',
      [...evidence.slice(0, 5), ...log.slice(-3)],
      // AWS looks at the status alone, and buyers at what they get.
      answers.every((answer) => isStatus(answer, 200, 200)) ? 'buyers suffer' : undefined,
    );
  },
};
