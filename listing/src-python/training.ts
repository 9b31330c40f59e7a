import { pythonTraining } from '../runtime/python-training.ts';

// Your training code is in python/train.py, and nothing has to change here.
export default pythonTraining();
