import { serve } from './sound-server.ts';

serve();
