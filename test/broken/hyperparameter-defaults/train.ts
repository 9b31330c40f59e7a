// Requires a hyperparameter that is optional for buyers.
import { train } from '../sound-training.ts';

void train({ needs: 'rounds' });
