// Accepts any number.
import { isSound, train } from '../sound-training.ts';

void train({ takes: (name, value) => isSound(name, value) || /^\d+$/.test(value) });
