import { joinParts, readImports } from '../../compile.ts';
import { textsAsFiles } from '../../text/texts-as-files.ts';
import { packageTexts } from '../package-files.ts';

/** In the package these are files in `dist/listing/`, and `scripts/build.ts` puts what reads them in the place of this module. */
export const texts = joinParts(packageTexts('listing'));
export const listing = textsAsFiles(texts);
export const imports = readImports(texts);
