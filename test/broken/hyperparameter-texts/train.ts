// Knows numbers, and no texts of JSON.
import { isSound, train } from '../sound-training.ts';

void train({ takes: (name, value) => isSound(name, value) && !value.startsWith('"') });
