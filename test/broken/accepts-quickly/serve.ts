// Keeps callers waiting at the door: the thread that accepts computes.
import { block, serve } from '../sound-server.ts';

serve({ backlog: 1, onConnection: (before) => before >= 8 && before < 40 && block(60) });
