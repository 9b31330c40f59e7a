import { realpathSync } from 'node:fs';
import { serve } from './server.ts';
import { startWorkerProcess } from './worker-process.ts';

// The program of bin/serve where the handler is TypeScript. In a listing, it is a part of server.ts.
if (process.argv[1] && realpathSync(process.argv[1]) === import.meta.filename)
  await serve(startWorkerProcess);
