import { join } from 'node:path';
import * as contract from '../contract.ts';
import { listingFolder } from '../folder.ts';

/** A bundled model is next to the program. Otherwise it is where SageMaker unpacks it. */
export function modelFolder(environment: NodeJS.ProcessEnv): string {
  if (contract.bundledModel !== null) return join(listingFolder, contract.bundledModel);
  return join(environment.SAGEMAKER_BASE_DIR ?? '/opt/ml', 'model');
}
