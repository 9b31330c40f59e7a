// Answers without its model.
import { serve } from '../sound-server.ts';

serve({ readsModel: false });
