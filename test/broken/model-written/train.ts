// Forgets to save.
import { train } from '../sound-training.ts';

void train({ writesModel: false });
