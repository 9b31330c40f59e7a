// A small training that keeps every rule, for broken listings to break one of them.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const base = process.env['SAGEMAKER_BASE_DIR'] ?? '/opt/ml';

export interface Conduct {
  /** Names that it takes besides its own. */
  readonly takes?: (name: string, value: string) => boolean;
  readonly writesModel?: boolean;
  readonly writesFailure?: boolean;
  readonly onStop?: () => void;
  /** After everything has been done. */
  readonly atEnd?: () => void;
}

export async function train(conduct: Conduct = {}): Promise<void> {
  process.on('SIGTERM', conduct.onStop ?? (() => process.exit(0)));
  const given = JSON.parse(readFileSync(join(base, 'input/config/hyperparameters.json'), 'utf8'));
  const takes = conduct.takes ?? ((name, value) => name.startsWith('_') || /^\d+$/.test(value));
  for (const [name, value] of Object.entries<string>(given))
    if (!takes(name, value)) fail(`${name} cannot be ${value}`, conduct);
  if (!existsSync(join(base, 'input/data/train'))) fail('there is no channel train', conduct);
  await new Promise((resolve) => setTimeout(resolve, 300));
  if (conduct.writesModel !== false) writeFileSync(join(base, 'model/model.json'), '{}');
  conduct.atEnd?.();
}

export function writeFailure(words: string): void {
  mkdirSync(join(base, 'output'), { recursive: true });
  writeFileSync(join(base, 'output/failure'), words);
}

function fail(words: string, { writesFailure = true }: Conduct): never {
  if (writesFailure) writeFailure(words);
  process.exit(1);
}
