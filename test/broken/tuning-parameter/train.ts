// Refuses every unknown hyperparameter.
import { isSound, train } from '../sound-training.ts';

void train({ takes: (name, value) => name === 'rounds' && isSound(name, value) });
