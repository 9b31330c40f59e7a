import { realpathSync } from 'node:fs';
import { serve } from '../serving/server.ts';
import { startPythonWorker } from './python-worker.ts';

// The program of bin/serve where Python needs no TypeScript of the seller.
if (process.argv[1] && realpathSync(process.argv[1]) === import.meta.filename) await serve(startPythonWorker);
