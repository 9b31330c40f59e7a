import { realpathSync } from 'node:fs';
import { startPythonWorker } from '../python/python-worker.ts';
import { serve } from '../serving/server.ts';
import { acceptConversations } from './accept-conversations.ts';

// The program of bin/serve in a listing with conversations, whose handler is Python.
if (process.argv[1] && realpathSync(process.argv[1]) === import.meta.filename)
  await serve(startPythonWorker, { openConversations: acceptConversations });
