import type { Plugin } from 'rolldown';
import { minify } from 'rolldown/utils';

/** Minifies the files that have no code of ours. Ours stays readable, for those who read a stack trace. */
export const smallLibraries: Plugin = {
  name: 'small-libraries',
  async generateBundle(_options, bundle) {
    for (const part of Object.values(bundle))
      if (part.type === 'chunk' && !part.moduleIds.some(isOurs))
        part.code = (await minify(part.fileName, part.code)).code;
  },
};

/** What is compiled of templates is nobody's to read. */
function isOurs(id: string): boolean {
  return /\/(src|generators)\//.test(id) && !/\/(node_modules|src\/shell\/shipped)\//.test(id);
}
