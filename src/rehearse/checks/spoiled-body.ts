import { answerFault } from '../answers/answer-fault.ts';
import { readContent } from '../answers/read-content.ts';
import type { Check } from '../check.ts';
import { invocation } from '../questions.ts';
import { noSoundSample, wantedFor } from '../samples.ts';
import { sources } from '../sources.ts';
import { bodyWords, failed, isStatus, notSeen, passed } from '../verdicts.ts';

/** In front of a body of JSON, JSON Lines or NumPy it leaves nothing that can be read. */
const spoiling = new TextEncoder().encode('{"');

export const spoiledBody: Check = {
  id: 'spoiled-body',
  rule: 'A body that nothing can read gets no prediction: the caller would take it for one of theirs.',
  source: sources.modelError,
  objector: 'buyers suffer',
  phase: 'serve',
  look: async (scene) => {
    if (scene.isWalkthrough) return notSeen('the walk-through answers without reading the body');
    const sound = await scene.sound();
    const faults: string[] = [];
    let count = 0;
    for (const { path, type, body } of sound) {
      const spoiled = Uint8Array.from([...spoiling, ...body]);
      const codec = scene.listing.input.find((input) => input.type === type)?.codec ?? 'bytes';
      if (codec === 'csv' || readContent(spoiled, codec).ok) continue;
      count += 1;
      const answer = await scene.server.ask(invocation(scene, { type, body: spoiled }));
      if (answerFault(answer, wantedFor(scene, { type, body: spoiled })) !== undefined) continue;
      const said = isStatus(answer, 200, 200) ? bodyWords(answer.value.body) : '';
      faults.push(`${path} with {" in front, as ${type}: 200: ${said}`);
    }
    if (faults.length > 0)
      return failed(
        `${faults.length} of ${count} unreadable bodies are answered like a sample`,
        'read the body before the model sees it, and answer 400 where that fails: do not go on with a default',
        faults,
      );
    if (count > 0) return passed(`${count} unreadable bodies, none answered with a prediction`);
    return notSeen(sound.length > 0 ? 'no input type has a syntax that can be broken' : noSoundSample);
  },
};
