import { realpathSync } from 'node:fs';
import { startPythonWorker } from '../python/python-worker.ts';
import { serve } from '../serving/server.ts';
import { whyNoGpu } from './why-no-gpu.ts';

// The program of bin/serve in an image with CUDA.
if (process.argv[1] && realpathSync(process.argv[1]) === import.meta.filename)
  await serve(startPythonWorker, { whyNoGpu });
