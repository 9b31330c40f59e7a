// Trains with whatever it is given.
import { train } from '../sound-training.ts';

void train({ takes: () => true });
