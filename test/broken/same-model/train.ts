// Ignores the seed and uses other random numbers in each run.
import { train } from '../sound-training.ts';

void train({ model: () => JSON.stringify({ weight: Math.random() }) });
