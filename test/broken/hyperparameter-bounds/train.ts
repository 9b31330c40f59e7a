// Refuses the maximum that the manifest allows.
import { isSound, train } from '../sound-training.ts';

void train({ takes: (name, value) => isSound(name, value) && value !== '9' });
