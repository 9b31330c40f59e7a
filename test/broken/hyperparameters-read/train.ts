// Never reads a hyperparameter that the manifest declares.
import { train } from '../sound-training.ts';

void train({ unread: ['rounds'] });
