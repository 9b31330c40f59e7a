// Ends without a word when the channel holds no file.
import { train } from '../sound-training.ts';

void train({ isSilentAbout: 'files' });
