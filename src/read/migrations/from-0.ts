import { changeValue, renameKey, setVersion } from '../editing/change-scalar.ts';
import { knownMembers, oneOf } from '../editing/check-members.ts';
import { insertBefore } from '../editing/insert-member.ts';
import { nestMembers } from '../editing/nest-members.ts';
import { removeMember } from '../editing/remove-member.ts';
import type { Migration } from './migration.ts';

/** From the draft of the format. The changes are the same as in the table of `docs/how-to/upgrading.md`. */
export const from0: Migration = {
  from: 0,
  steps: [
    knownMembers([
      ...['version', 'extends', 'generator', 'type', 'name', 'release', 'title', 'description', 'product'],
      ...['framework', 'os', 'base', 'accepts', 'returns', 'contentTypes', 'model', 'modelUri', 'artifacts'],
      ...['inference', 'training', 'upload', 'validation', 'regenerate', 'policy'],
    ]),
    oneOf('model', 'modelUri'),
    setVersion(1),
    changeValue(['type'], { model: 'model-package', algorithm: 'algorithm' }),
    nestMembers({
      under: 'product',
      members: { type: 'type', name: 'name', release: 'release', title: 'title', description: 'description' },
    }),
    renameKey(['os'], 'base'),
    nestMembers({ under: 'contentTypes', members: { accepts: 'input', returns: 'output' } }),
    insertBefore(['model', 'bundled'], 'mode', 'bundled'),
    renameKey(['model', 'bundled'], 'path'),
    renameKey(['model'], 'artifacts'),
    nestMembers({
      under: 'artifacts',
      members: { modelUri: 's3Uri' },
      first: { mode: 's3', path: 'model' },
    }),
    changeValue(['training', 'hyperparameters', '*', 'kind'], {
      int: 'integer',
      float: 'continuous',
      choice: 'categorical',
      text: 'free-text',
    }),
    renameKey(['training', 'hyperparameters', '*', 'kind'], 'type'),
    // Last, so that its comments stay in place and do not move with the next member.
    removeMember(['generator']),
  ],
};
