import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import { containerShows, failed, passed, timeWords } from '../verdicts.ts';

export const stopInTime: Check = {
  id: 'stop-in-time',
  rule: 'SIGTERM ends the server: SageMaker requires the server to receive it, and kills it 30 seconds later.',
  source: sources.inference,
  objector: 'buyers suffer',
  phase: 'stop',
  look: ({ stopped, log }) => {
    const words = `ended after ${timeWords(stopped.milliseconds)}`;
    // Node without a listener raises the signal again, which ends it here; other programs do so after their cleanup.
    if (stopped.bySignal)
      return containerShows(`${words}, by the signal itself; as process 1, only a container shows it`);
    if (!stopped.wasKilled) return passed(words);
    return failed(
      `no reaction to SIGTERM; killed after ${timeWords(stopped.milliseconds)}`,
      fixFor(stopped.ignoresSigterm),
      [...(stopped.ignoresSigterm ? [stopped.ignoresSigterm] : []), ...log.slice(-5)],
    );
  },
};

const fixOfShell =
  'start the server with exec in a shell script, so that it is process 1, and let it act on SIGTERM';
/** R cannot have a handler, and a child needs none: the signal ends it. */
const fixOfProgram =
  'give it a handler of SIGTERM; or start it as the child of a script that does, which passes the signal on and waits for it';

const fixOfListener =
  'end when the server has ended: nothing that goes on may come after it, such as tail -f /dev/null';

/** Undefined where process 1 has a handler, or the system does not show it. */
function fixFor(why: string | undefined): string {
  if (why === undefined) return fixOfListener;
  return /: (?:\S*\/)?(?:ba|da|a|k|z)?sh /.test(why) ? fixOfShell : fixOfProgram;
}
