import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import { failed, passed, sizeWords } from '../verdicts.ts';

export const samplesPresent: Check = {
  id: 'samples-present',
  rule: 'There is a sample for each input type: the product page needs one, and a rehearsal sends it.',
  source: sources.listing,
  objector: 'AWS refuses',
  phase: 'image',
  look: ({ samples }) => {
    const missing = samples.filter(({ body }) => !body || body.length === 0);
    if (missing.length === 0)
      return passed(samples.map(({ path, body }) => `${path} (${sizeWords(body?.length ?? 0)})`).join(', '));
    return failed(
      missing
        .map(({ path, type, body }) => `${path} for ${type} is ${body ? 'empty' : 'not there'}`)
        .join(', '),
      'put a body there that a buyer could send; in the folder of the listing,  sagemaker-mkt generate --restore samples  writes the generated ones',
    );
  },
};
