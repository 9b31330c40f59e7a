import { predictionFault } from '../answers/prediction-faults.ts';
import type { Check } from '../check.ts';
import { noSoundSample } from '../samples.ts';
import { sources } from '../sources.ts';
import { failed, notSeen, passed } from '../verdicts.ts';

export const fieldsAnswered: Check = {
  id: 'fields-answered',
  rule: 'Predictions have the fields of `fields.output`, in every output type: the manifest and its OpenAPI document promise that.',
  source: sources.listing,
  objector: 'buyers suffer',
  phase: 'serve',
  of: 'output fields',
  look: async (scene) => {
    const sound = (await scene.answers()).filter(({ fault }) => fault === undefined);
    if (sound.length === 0) return notSeen(noSoundSample);
    const faults = sound.flatMap(({ sample, output, body }) => {
      const fault = predictionFault(body, output, scene.listing.fields.output);
      return fault === undefined ? [] : [`${sample.path} as ${output.type}: ${fault}`];
    });
    if (faults.length === 0)
      return passed(`${sound.length} answers to samples have the fields of the manifest`);
    return failed(
      `${faults.length} of ${sound.length} answers do not have the fields of the manifest`,
      'return predictions with these fields from the handler, or change `fields.output`',
      faults.slice(0, 6),
    );
  },
};
