import { answerFault } from '../answers/answer-fault.ts';
import { recordsOf } from '../answers/records-of.ts';
import type { Check } from '../check.ts';
import { invocation } from '../questions.ts';
import { enlarged, noSoundSample, wantedFor } from '../samples.ts';
import { sources } from '../sources.ts';
import { failed, notSeen, passed } from '../verdicts.ts';

/** Enough to tell a list of predictions from one prediction. */
const leastRecords = 3;

export const answerRecords: Check = {
  id: 'answer-records',
  rule: 'A body of several records gets as many predictions: a caller, and a batch transform, joins them by their place.',
  source: sources.dataProcessing,
  objector: 'buyers suffer',
  phase: 'serve',
  look: async (scene) => {
    const sound = await scene.sound();
    const faults: string[] = [];
    let count = 0;
    for (const sample of sound) {
      const input = scene.listing.input.find(({ type }) => type === sample.type);
      if (input?.split !== 'Line' || recordsOf(sample.body, input) === undefined) continue;
      const ended = sample.body.length + (sample.body.at(-1) === 10 ? 0 : 1);
      const body = enlarged(sample, input.codec, { most: ended * leastRecords });
      const asked = { type: sample.type, body };
      for (const output of scene.listing.output) {
        count += 1;
        const answer = await scene.server.ask(invocation(scene, asked, { headers: { accept: output.type } }));
        const fault = answerFault(answer, wantedFor(scene, asked, output));
        if (fault !== undefined)
          faults.push(`${sample.path} ${leastRecords} times, as ${output.type}: ${fault}`);
      }
    }
    if (faults.length > 0)
      return failed(
        `${faults.length} of ${count} bodies of several records are not answered record by record`,
        'answer one prediction for each record, in their order; or set `split: None` for a type that is one document',
        faults,
      );
    if (count > 0) return passed(`${count} bodies of ${leastRecords} records or more`);
    return notSeen(sound.length > 0 ? 'no input type is split into lines' : noSoundSample);
  },
};
