import { realpathSync } from 'node:fs';
import { serve } from '../serving/server.ts';
import { startWorkerProcess } from '../serving/worker-process.ts';
import { whyNoGpu } from './why-no-gpu.ts';

// The program of bin/serve in an image with CUDA whose handler is TypeScript around Python.
if (process.argv[1] && realpathSync(process.argv[1]) === import.meta.filename)
  await serve(startWorkerProcess, { whyNoGpu });
