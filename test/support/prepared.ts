import { type Prepared, prepare } from '../../src/generate.ts';
import { loadPackageData } from '../../src/shell/load-package-data.ts';

let prepared: Prepared | undefined;

/** The data of the package, prepared once for all tests of a file: it is read-only. */
export function preparedForTests(): Prepared {
  prepared ??= prepare(loadPackageData(), '2026-11-22');
  return prepared;
}
