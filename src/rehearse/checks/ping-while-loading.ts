import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import { failed, notSeen, passed, timeWords } from '../verdicts.ts';

export const pingWhileLoading: Check = {
  id: 'ping-while-loading',
  rule: 'Until the model is loaded, /ping is refused or answers another status than 200 within 2 seconds, and never hangs.',
  source: sources.inference,
  objector: 'good practice',
  phase: 'start',
  look: ({ opening, limits }) => {
    if (opening.notStarted) return notSeen('the server did not start');
    const endedAt = opening.ending?.milliseconds ?? Number.POSITIVE_INFINITY;
    // Nobody answers a ping that is under way when the server ends.
    const hung = opening.pings.filter(
      ({ atMs, answer }) => answer.milliseconds >= limits.ping && (answer.ok || atMs < endedAt),
    );
    if (hung.length > 0)
      return failed(
        `${hung.length} of ${opening.pings.length} pings hung for ${timeWords(limits.ping)} and longer, the first after ${timeWords(hung[0]?.atMs ?? 0)}`,
        'load the model outside of the thread that answers, and answer 503 until it is there',
      );
    const early = opening.pings.filter(({ atMs }) => opening.readyMs === undefined || atMs < opening.readyMs);
    const refused = early.filter(({ answer }) => !answer.ok).length;
    return passed(
      `${early.length} pings before it was ready: ${refused} refused, ${early.length - refused} answered`,
    );
  },
};
