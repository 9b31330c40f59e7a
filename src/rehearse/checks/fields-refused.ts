import { brokenRecords } from '../acts/broken-records.ts';
import type { Check } from '../check.ts';
import { invocation } from '../questions.ts';
import { sources } from '../sources.ts';
import { bodyWords, failed, isStatus, notSeen, passed, wholeAnswerWords } from '../verdicts.ts';

export const fieldsRefused: Check = {
  id: 'fields-refused',
  rule: 'A record that breaks a rule of `fields.input` is refused with 400, and the answer names the field: the manifest and its OpenAPI document promise that.',
  source: sources.modelError,
  objector: 'buyers suffer',
  phase: 'serve',
  of: 'input fields',
  look: async (scene) => {
    const { input, fields } = scene.listing;
    const faults: string[] = [];
    let count = 0;
    for (const { type, codec } of input)
      for (const { field, words, body } of brokenRecords(codec, fields.input)) {
        count += 1;
        const answer = await scene.server.ask(invocation(scene, { type, body }));
        if (!isStatus(answer, 400, 400)) faults.push(`${type}, ${words}: ${wholeAnswerWords(answer)}`);
        else if (!new TextDecoder().decode(answer.value.body).includes(namedIn(field)))
          faults.push(`${type}, ${words}: 400, and the field is not named: ${bodyWords(answer.value.body)}`);
        if (scene.server.ending()) break;
      }
    if (count === 0) return notSeen('no input type holds a record that can break a rule');
    if (faults.length === 0) return passed(`${count} records that break a rule, each refused with its field`);
    return failed(
      `${faults.length} of ${count} records that break a rule of a field are not refused with its name`,
      'check each record before the model sees it, and answer 400 with the field and what is wrong; `predict` of the generated runtime gets only checked records',
      faults.slice(0, 6),
    );
  },
};

/** The name as the JSON of an answer has it. */
function namedIn(field: string): string {
  return JSON.stringify(field).slice(1, -1);
}
