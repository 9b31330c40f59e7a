// Ends without a word when there is no data.
import { train } from '../sound-training.ts';

void train({ isSilentAbout: 'channel' });
