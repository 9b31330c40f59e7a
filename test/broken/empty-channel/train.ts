// Exits without a message if the channel contains no file.
import { train } from '../sound-training.ts';

void train({ isSilentAbout: 'files' });
