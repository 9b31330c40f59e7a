import { logLine } from '../runtime/log.ts';
import { pythonTraining } from '../runtime/python-training.ts';
import { defineTraining } from '../runtime/training.ts';

const python = pythonTraining();

export default defineTraining({
  train: async (job) => {
    logLine({ level: 'info', event: 'training-begins', ridge: job.hyperparameters.ridge });
    await python.train(job);
  },
});
