// Says that it failed, and ends as if it had not.
import { train, writeFailure } from '../sound-training.ts';

void train({ atEnd: () => writeFailure('it did not converge') });
