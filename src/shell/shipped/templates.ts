import { compileTemplates } from '../../compile.ts';
import { packageTexts } from '../package-files.ts';

/** In the package, `scripts/build.ts` puts the programs themselves in the place of this module. */
export const templates = compileTemplates(packageTexts('templates'));
