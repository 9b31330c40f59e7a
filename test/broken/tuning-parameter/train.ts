// Refuses every name that it does not know.
import { train } from '../sound-training.ts';

void train({ takes: (_name, value) => /^\d+$/.test(value) });
