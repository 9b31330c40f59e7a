import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import type { Attempt, Traces } from '../traces.ts';
import { containerShows, failed, passed } from '../verdicts.ts';

/** How many attempts are shown; the report says how many more there were. */
const most = 8;

export const noOutgoing: Check = {
  id: 'no-outgoing',
  rule: 'The containers of a product have no network: every request to another machine fails, after seconds or minutes.',
  source: sources.isolation,
  // A warning: attempts are not forbidden. A program that needs an answer fails the checks of start, calls or training.
  objector: 'good practice',
  phase: 'after',
  look: ({ traces }) => {
    const attempts = distinct(traces.attempts.filter(isOutgoing));
    if (attempts.length > 0) {
      const hosts = [...new Set(attempts.map(({ target }) => target))];
      const more = hosts.length > 3 ? ` and ${hosts.length - 3} more` : '';
      return failed(
        `${hosts.slice(0, 3).join(', ')}${more}`,
        'put what is fetched into the image or the model, and switch off telemetry',
        [
          ...attempts.slice(0, most).map(attemptWords),
          ...(attempts.length > most ? [`and ${attempts.length - most} more`] : []),
        ],
      );
    }
    // The kernel also counts `aim`, although it sends no packet.
    const lost = traces.lostPackets - traces.attempts.filter(({ kind }) => kind === 'aim').length;
    if (lost > 0)
      return failed(
        `${lost} packets to other machines, of a program that no watcher sees`,
        'look for what the libraries of the listing report or fetch, and switch it off',
      );
    return nothingSeen(traces);
  },
};

function nothingSeen({ watched, isNetworkWatched }: Traces) {
  if (watched.length === 0 && !isNetworkWatched)
    return containerShows('no program of Node or Python has run, and here no other is watched');
  const watchers =
    watched.length > 0 ? `programs of ${[...watched].sort().join(' and ')}` : 'no program of Node or Python';
  const network = isNetworkWatched ? ', and the network of the containers' : '; native code is not seen here';
  return passed(`none; watched were ${watchers}${network}`);
}

/** The hosts of one job may connect to each other, under these names. */
const ofTheJob = /^algo-\d+(?::\d+)?$/;

function isOutgoing({ kind, target }: Attempt): boolean {
  return kind !== 'write' && kind !== 'aim' && !ofTheJob.test(target);
}

/** A lookup and a connection to one host count as one attempt; so does the kernel's record of a watched attempt. */
function distinct(attempts: readonly Attempt[]): readonly Attempt[] {
  const byHost = new Map<string, Attempt>();
  for (const attempt of attempts) {
    const key = `${attempt.role} ${hostOf(attempt.target)}`;
    const known = byHost.get(key);
    if (!known || rank(attempt) > rank(known)) byHost.set(key, attempt);
  }
  return [...byHost.values()];
}

function hostOf(target: string): string {
  return target.toLowerCase().replace(/\.?(?::\d+)?$/, '');
}

/** The attempt with the most details is shown: with the line of code, and with the port. */
function rank({ where, kind, by }: Attempt): number {
  const isWatched = by === 'node' || by === 'python';
  return (where ? 4 : 0) + (isWatched ? 2 : 0) + (kind === 'lookup' ? 0 : 1);
}

function attemptWords({ role, kind, pid, program, target, where }: Attempt): string {
  const verbs = {
    connect: 'connects to',
    lookup: 'looks up',
    send: 'sends to',
    aim: 'aims at',
    write: 'writes',
  };
  return `${role}: ${program} (process ${pid}) ${verbs[kind]} ${target}${where ? `, in ${where}` : ''}`;
}
