// Saves for ever when it is asked to stop, which is after it has begun, on a slow machine too.
import { train } from '../sound-training.ts';

void train({ milliseconds: 2500, onStop: () => setInterval(() => {}, 1000) });
