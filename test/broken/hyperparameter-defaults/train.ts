// Needs the hyperparameter that a buyer may leave out.
import { train } from '../sound-training.ts';

void train({ needs: 'rounds' });
