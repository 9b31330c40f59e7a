// Accepts any word where a number is required.
import { isSound, train } from '../sound-training.ts';

void train({ takes: (name, value) => !/\d/.test(value) || isSound(name, value) });
