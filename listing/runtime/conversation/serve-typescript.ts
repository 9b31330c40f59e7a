import { realpathSync } from 'node:fs';
import { serve } from '../serving/server.ts';
import { startWorkerProcess } from '../serving/worker-process.ts';
import { acceptConversations } from './accept-conversations.ts';

// The program of bin/serve in a listing with conversations, whose handler is TypeScript.
if (process.argv[1] && realpathSync(process.argv[1]) === import.meta.filename)
  await serve(startWorkerProcess, { openConversations: acceptConversations });
