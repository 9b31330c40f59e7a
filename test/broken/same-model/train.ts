// Draws its numbers without the seed that it is given.
import { train } from '../sound-training.ts';

void train({ model: () => JSON.stringify({ weight: Math.random() }) });
