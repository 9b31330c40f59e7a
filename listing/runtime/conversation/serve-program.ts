import { realpathSync } from 'node:fs';
import * as contract from '../contract.ts';
import { logLine } from '../log.ts';
import { poolForProgram, startProgram } from '../program/program-link.ts';
import { modelFolder } from '../serving/model-folder.ts';
import { serve } from '../serving/server.ts';
import { acceptConversations } from './accept-conversations.ts';
import { converseWithProgram } from './program-conversation.ts';

// The program of bin/serve in a listing with conversations, where the seller's own server answers.
if (process.argv[1] && realpathSync(process.argv[1]) === import.meta.filename) {
  const { program } = contract;
  const environment = { ...process.env, SM_MODEL_DIR: modelFolder(process.env) };
  const shared = { program, contract, environment, log: logLine, converse: converseWithProgram };
  await serve((limits) => startProgram({ ...shared, limits }), {
    poolFor: poolForProgram,
    openConversations: acceptConversations,
  });
}
