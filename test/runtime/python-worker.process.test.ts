import { pythonKeepsItsPromises } from './python-promises.ts';

// The way of a listing whose seller has TypeScript of their own.
pythonKeepsItsPromises({
  server: 'runtime/serving/server.ts',
  worker: 'startWorkerProcess',
  from: 'runtime/serving/worker-process.ts',
});
