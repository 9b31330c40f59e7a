// Reads one body after the other.
import { serve } from '../sound-server.ts';

let turn = Promise.resolve();
let done = () => {};

serve({
  onHeaders: () => {
    const mine = turn;
    turn = new Promise((resolve) => {
      done = resolve;
    });
    return mine;
  },
  onBody: () => done(),
});
