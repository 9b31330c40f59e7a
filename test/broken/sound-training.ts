// A small training that follows every rule. Each broken listing changes one thing.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const base = process.env['SAGEMAKER_BASE_DIR'] ?? '/opt/ml';

export interface Conduct {
  /** Whether a hyperparameter is valid; replaces the usual check. */
  readonly takes?: (name: string, value: string) => boolean;
  readonly writesModel?: boolean;
  /** The minimal duration. */
  readonly milliseconds?: number;
  /** The content of the model. */
  readonly model?: () => string;
  /** The error that is not reported. */
  readonly isSilentAbout?: 'channel' | 'files' | 'rows' | 'disk' | 'number';
  /** Hyperparameters that are given and never read, as the runner says. */
  readonly unread?: readonly string[];
  /** A required hyperparameter. */
  readonly needs?: string;
  readonly onStop?: () => void;
  /** Called when everything is done. */
  readonly atEnd?: () => void;
}

export async function train(conduct: Conduct = {}): Promise<void> {
  process.on('SIGTERM', conduct.onStop ?? (() => process.exit(0)));
  const given = JSON.parse(readFileSync(join(base, 'input/config/hyperparameters.json'), 'utf8'));
  const takes = conduct.takes ?? isSound;
  for (const [name, value] of Object.entries<string>(given))
    if (!takes(name, value))
      fail(`${name} cannot be ${value}`, /\d/.test(value) ? 'number' : undefined, conduct);
  if (conduct.needs && !(conduct.needs in given)) fail(`${conduct.needs} is missing`, undefined, conduct);
  checkRows(join(base, 'input/data/train'), conduct);
  await new Promise((resolve) => setTimeout(resolve, conduct.milliseconds ?? 100));
  try {
    if (conduct.writesModel !== false)
      writeFileSync(join(base, 'model/model.json'), conduct.model?.() ?? '{}');
  } catch (fault) {
    fail(String(fault), 'disk', conduct);
  }
  const reads = { event: 'hyperparameters-read', given: ['rounds'], unread: [], by: 'watching' };
  console.error(JSON.stringify({ ...reads, ...(conduct.unread && { unread: conduct.unread }) }));
  conduct.atEnd?.();
}

/** Valid are 1 to 9, also as a JSON string, and the hyperparameters that the platform adds. */
export function isSound(name: string, value: string): boolean {
  return name.startsWith('_') || /^("?)[1-9]\1$/.test(value);
}

function checkRows(folder: string, conduct: Conduct): void {
  if (!existsSync(folder)) fail('there is no channel train', 'channel', conduct);
  const files = readdirSync(folder);
  if (files.length === 0) fail('the channel train is empty', 'files', conduct);
  for (const name of files)
    if (!/^[\d.,\n]*$/.test(readFileSync(join(folder, name), 'latin1')))
      fail(`${name} holds no rows`, 'rows', conduct);
}

export function writeFailure(words: string): void {
  mkdirSync(join(base, 'output'), { recursive: true });
  writeFileSync(join(base, 'output/failure'), words);
}

function fail(words: string, about: Conduct['isSilentAbout'], { isSilentAbout }: Conduct): never {
  if (about === undefined || isSilentAbout !== about) writeFailure(words);
  process.exit(1);
}
