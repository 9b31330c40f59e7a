// Exits without a message if it cannot read the rows.
import { train } from '../sound-training.ts';

void train({ isSilentAbout: 'rows' });
