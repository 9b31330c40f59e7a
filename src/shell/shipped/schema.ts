import { compileSchema } from '../../compile.ts';
import { packageText } from '../package-files.ts';

/** In the package, `scripts/build.ts` puts the program itself in the place of this module. */
export const hasShape = compileSchema(JSON.parse(packageText('schema/marketplace.schema.json')));
