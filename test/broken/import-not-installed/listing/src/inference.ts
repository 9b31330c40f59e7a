// @ts-expect-error: nobody has this package, and the listing's package.json does not name it.
import { round } from 'a-package-that-is-not-installed';

export const rounded = round;
