// Exits without a message if its model does not fit on the disk.
import { train } from '../sound-training.ts';

void train({ isSilentAbout: 'disk' });
