import { generatedFolders } from '../../model/closed-places.ts';
import { listInWords, valueInWords } from '../../problem/phrasing.ts';
import type { Rule } from './rule.ts';

/** The model has its own folder: generated folders are overwritten, or copied into the image for another reason. */
export const artifactsInGeneratedFolder: Rule = {
  code: 'artifacts-in-generated-folder',
  check({ manifest }) {
    const path = manifest.artifacts?.path;
    // Some file systems treat `Src` and `src` as the same folder.
    const first = path?.split('/', 1)[0]?.toLowerCase() ?? '';
    if (path === undefined || !generatedFolders.includes(first)) return [];
    return [
      {
        at: ['artifacts', 'path'],
        what: `\`artifacts.path\` is ${valueInWords(path)}, and \`${first}\` is a folder that is generated`,
        because: `the generator writes into ${listInWords(generatedFolders, 'and')}`,
        fix: 'move the model into a folder of its own, and write `path: model`',
      },
    ];
  },
};
