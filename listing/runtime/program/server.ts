import { realpathSync } from 'node:fs';
import * as contract from '../contract.ts';
import { logLine } from '../log.ts';
import { modelFolder } from '../serving/model-folder.ts';
import { serve } from '../serving/server.ts';
import { poolForProgram, startProgram } from './program-link.ts';

// The program of bin/serve where the seller's own HTTP server answers.
if (process.argv[1] && realpathSync(process.argv[1]) === import.meta.filename) {
  const { program } = contract;
  const environment = { ...process.env, SM_MODEL_DIR: modelFolder(process.env) };
  await serve((limits) => startProgram({ program, contract, limits, environment, log: logLine }), {
    poolFor: poolForProgram,
  });
}
