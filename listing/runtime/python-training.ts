import { faultOf, PythonLink } from './python/python-link.ts';
import { startProgram } from './python/start-python.ts';
import { reportScores } from './scores.ts';
import { setReads } from './training/watched-values.ts';
import { defineTraining, type Training, type TrainingJob } from './training.ts';

/** The training code of `python/train.py`. It runs in a separate Python process. */
export function pythonTraining(): Training {
  return defineTraining({ train: trainInPython });
}

async function trainInPython(job: TrainingJob): Promise<void> {
  const python = new PythonLink(startProgram('training.py', [], process.env));
  const { channels, report: _report, signal, ...facts } = job;
  const sources = Object.values(channels).map(({ name, dir, contentType, inputMode, recordWrapper }) => ({
    name,
    dir,
    contentType,
    inputMode,
    recordWrapper,
  }));
  python.send('call', 1, JSON.stringify({ ...facts, channels: sources }));
  const stop = () => python.send('abort', 1);
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop);
  let frame = await python.next();
  for (; frame.kind === 'piece'; frame = await python.next()) report(job, JSON.parse(frame.head));
  if (frame.kind === 'broken') throw faultOf(frame);
  setReads(job.hyperparameters, { unread: JSON.parse(frame.head).unread, by: 'watching' });
  await python.ended;
}

/** A number, or a word (`NaN`, `Infinity`) for a number that JSON does not have. */
type Said = number | string;

interface SaidScores {
  readonly predictions: readonly Said[];
  readonly targets: readonly Said[];
}

/** One metric with its value, or the data from which all metrics of the manifest are computed. */
type Report =
  | { readonly name: string; readonly value: Said }
  | { readonly scores: { readonly train: SaidScores; readonly validation: SaidScores } };

function report(job: TrainingJob, said: Report): void {
  if ('scores' in said) {
    const { train, validation } = said.scores;
    reportScores(job.report, { train: asNumbers(train), validation: asNumbers(validation) });
  } else (job.report as (name: string, value: number) => void)(said.name, Number(said.value));
}

function asNumbers({ predictions, targets }: SaidScores) {
  return { predictions: predictions.map(Number), targets: targets.map(Number) };
}
