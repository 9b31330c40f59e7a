import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import { failed, notSeen, passed } from '../verdicts.ts';

export const artifactsPresent: Check = {
  id: 'artifacts-present',
  rule: 'The model is in its folder: a product without one answers with nothing that buyers pay for.',
  source: sources.listing,
  objector: 'buyers suffer',
  phase: 'image',
  look: ({ listing: { artifacts }, modelFiles }) => {
    if (artifacts.mode === 'training-job') return notSeen('the model is what a training writes');
    if (artifacts.mode === 'in-image') return notSeen('the model is in your own image');
    const [first, ...others] = modelFiles;
    if (first === undefined)
      return failed(
        `${artifacts.path}/ holds no model`,
        `copy the files of your model into ${artifacts.path}/, or name another folder in artifacts.path`,
      );
    const more = others.length > 0 ? ` and ${others.length} more` : '';
    return passed(`${artifacts.path}/${first}${more}`);
  },
};
