// Refuses every name that it does not know.
import { isSound, train } from '../sound-training.ts';

void train({ takes: (name, value) => name === 'rounds' && isSound(name, value) });
