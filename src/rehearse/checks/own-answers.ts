import { readContent } from '../answers/read-content.ts';
import type { Check } from '../check.ts';
import { noSoundSample } from '../samples.ts';
import { sources } from '../sources.ts';
import { bodyWords, failed, notSeen, passed } from '../verdicts.ts';

export const ownAnswers: Check = {
  id: 'own-answers',
  rule: 'The answers are those of the product’s model, and not the example answer of AWS’s walk-through.',
  source: sources.listing,
  objector: 'buyers suffer',
  phase: 'serve',
  look: async (scene) => {
    if (scene.isWalkthrough) return passed('this listing is the walk-through: its model says "a"');
    const sound = (await scene.answers()).filter(({ fault }) => fault === undefined);
    if (sound.length === 0) return notSeen(noSoundSample);
    const canned = sound.flatMap(({ sample, output, body }) => {
      const read = readContent(body, output.codec);
      return read.ok && isCanned(read.value.value)
        ? [`${sample.path} as ${output.type}: ${bodyWords(body)}`]
        : [];
    });
    if (canned.length === 0) return passed('none is the walk-through’s {"prediction": "a"}');
    return failed(
      `${canned.length} answers are the example of the walk-through, whatever the model says`,
      'put your model into the handler, in place of the example',
      canned.slice(0, 3),
    );
  },
};

/** `{"prediction": "a", "text": …}`, alone, in a list, or as a row. */
function isCanned(value: unknown): boolean {
  const [first] = Array.isArray(value) ? value : (Object(value).predictions ?? [value]);
  const [label, text] = Array.isArray(first) ? first : [Object(first).prediction, Object(first).text];
  return label === 'a' && typeof text === 'string';
}
