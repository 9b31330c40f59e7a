// Ends without a word when there is no data.
import { train, writeFailure } from '../sound-training.ts';

void train({
  writesFailure: false,
  takes: (name, value) => {
    if (name.startsWith('_') || /^\d+$/.test(value)) return true;
    writeFailure(`${name} cannot be ${value}`);
    return false;
  },
});
