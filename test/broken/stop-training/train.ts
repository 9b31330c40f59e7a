// Saves for ever when it is asked to stop.
import { train } from '../sound-training.ts';

void train({ onStop: () => setInterval(() => {}, 1000) });
