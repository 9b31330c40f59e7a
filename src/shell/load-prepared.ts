import { type Prepared, prepare } from '../generate.ts';
import { loadPackageData } from './load-package-data.ts';
import { today } from './today.ts';

/** What we ship, ready to use. */
export function loadPrepared(day = today()): Prepared {
  return prepare(loadPackageData(), day);
}
