// Fails although the data are correct.
import { train, writeFailure } from '../sound-training.ts';

void train({
  atEnd: () => {
    writeFailure('there are not enough rows');
    process.exitCode = 1;
  },
});
