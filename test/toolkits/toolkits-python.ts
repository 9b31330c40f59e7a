import { isEveryCase } from '../support/every-case.ts';
import { type FoundPython, pythonOf } from '../support/python.ts';

/** The Python with SageMaker's own packages. It may be there from an earlier run, and its tests take half a minute. */
export const python: FoundPython = isEveryCase
  ? pythonOf('toolkits')
  : { missing: 'tried with EVERY_CASE=1, as CI does' };
