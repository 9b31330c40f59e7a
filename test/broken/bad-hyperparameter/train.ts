// Takes any word where a number belongs.
import { isSound, train } from '../sound-training.ts';

void train({ takes: (name, value) => !/\d/.test(value) || isSound(name, value) });
