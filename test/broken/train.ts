import { train } from './sound-training.ts';

void train();
