// Exits without a message if there is no data.
import { train } from '../sound-training.ts';

void train({ isSilentAbout: 'channel' });
