import { pythonTraining } from '../runtime/python-training.ts';

// Your training code is in python/train.py. You need not change this file.
export default pythonTraining();
