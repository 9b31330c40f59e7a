// Reads only one body at a time.
import { serve } from '../sound-server.ts';

let turn: Promise<unknown> = Promise.resolve();

serve({
  onBody: (read) => {
    const mine = turn.then(read, read);
    turn = mine;
    return mine;
  },
});
