// Accepts numbers, but not numbers in JSON strings.
import { isSound, train } from '../sound-training.ts';

void train({ takes: (name, value) => isSound(name, value) && !value.startsWith('"') });
