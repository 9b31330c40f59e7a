// Never ends after the stop signal. It trains long enough for the signal to arrive in time, even on a slow
// machine.
import { train } from '../sound-training.ts';

void train({ milliseconds: 2500, onStop: () => setInterval(() => {}, 1000) });
