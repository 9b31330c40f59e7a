// Ends without a word over rows that it cannot read.
import { train } from '../sound-training.ts';

void train({ isSilentAbout: 'rows' });
