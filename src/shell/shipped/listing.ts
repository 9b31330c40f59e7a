import { readImports } from '../../compile.ts';
import { packageTexts } from '../package-files.ts';

/** In the package, `scripts/build.ts` puts the texts themselves in the place of this module. */
export const listing = packageTexts('listing');
export const imports = readImports(listing);
