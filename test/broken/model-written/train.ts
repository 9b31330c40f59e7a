// Does not save its model.
import { train } from '../sound-training.ts';

void train({ writesModel: false });
