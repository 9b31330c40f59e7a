import type { Seen } from '../../model/rehearsal.ts';
import { allowedTogether, patience, tryValues } from '../acts/try-values.ts';
import type { Check, TrainScene } from '../check.ts';
import { sources } from '../sources.ts';
import { failed, notSeen, passed } from '../verdicts.ts';

export const hyperparametersRead: Check = {
  id: 'hyperparameters-read',
  rule: 'The training reads every hyperparameter that the manifest declares: buyers set them, and pay for the trainings of a tuning job that varies them.',
  source: sources.tuning,
  objector: 'buyers suffer',
  phase: 'train',
  look: async (scene) => {
    const { listing, run } = scene;
    const declared = (listing.training?.hyperparameters ?? []).map(({ name }) => name);
    if (declared.length === 0) return notSeen('the listing has no hyperparameter');
    if (!run.ok || run.value.ending?.code !== 0) return notSeen('the training did not succeed');
    const first = readsIn(await run.value.log());
    if (!first) return notSeen('this training does not say what it reads');
    const jobs = [first, ...(await readsOfOthers(scene, first))];
    const unread = first.unread.filter((name) => jobs.every((job) => !isRead(job, name)));
    const given = declared.filter((name) => jobs.some((job) => job.given.includes(name)));
    return judge({ ...first, unread, given }, declared);
  },
};

/** What our runner writes into the log when a training has succeeded. */
interface Reads {
  readonly given: readonly string[];
  readonly unread: readonly string[];
  /** `text`: the script names the others. Whether it also uses them, nobody sees. */
  readonly by: 'watching' | 'text';
}

function readsIn(log: readonly string[]): Reads | undefined {
  const line = log.findLast((one) => one.includes('"event":"hyperparameters-read"'));
  try {
    return line === undefined ? undefined : (JSON.parse(line) as Reads);
  } catch {
    return undefined;
  }
}

/** Some are read only where another one has a certain value. */
async function readsOfOthers(scene: TrainScene, first: Reads): Promise<readonly Reads[]> {
  if (first.unread.length === 0 || first.by === 'text') return [];
  const trials = allowedTogether(scene.listing.training?.hyperparameters ?? []);
  const result = await tryValues(scene, trials, patience(scene));
  if (!result.ok) return [];
  const logs = await Promise.all(result.value.tried.map(({ again }) => again.log()));
  return logs.flatMap((log) => readsIn(log) ?? []);
}

function isRead({ given, unread }: Reads, name: string): boolean {
  return given.includes(name) && !unread.includes(name);
}

function judge({ by, unread, given }: Reads, declared: readonly string[]): Seen {
  const absent = declared.filter((name) => !given.includes(name));
  const rest = absent.length > 0 ? `; not given, so not seen: ${absent.join(', ')}` : '';
  if (unread.length === 0)
    return passed(
      by === 'text' ? `the script seems to take all of them${rest}` : `${given.join(', ')}: read${rest}`,
    );
  const names = unread.join(', ');
  return by === 'text'
    ? failed(
        `${names}: never named by the script, nor by the files beside it${rest}`,
        'take it as an argument or a variable of the script, or remove it from training.hyperparameters',
        [],
        'good practice',
      )
    : failed(`${names}: never read${rest}`, 'use it in train, or remove it from training.hyperparameters');
}
