import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A listing as a released version made it and as its seller edited it; `keep-listing.ts` wrote it down. */
export interface KeptListing {
  readonly place: (folder: string) => void;
  /** A line for each that its seller wrote and that is gone, or that was taken out and is back. */
  readonly losses: (before: string, after: string, takenOver: readonly string[]) => readonly string[];
}

export function keptListing(version: string, name: string): KeptListing {
  const kept = join(import.meta.dirname, version, name);
  const edited = join(kept, 'edited');
  return {
    place: (folder) => {
      cpSync(edited, folder, { recursive: true });
      execFileSync('tar', ['-C', folder, '--no-same-owner', '-xzf', join(kept, 'generated.tar.gz')]);
    },
    losses: (before, after, takenOver) => {
      const baseOf = (path: string) => linesOf(join(before, '.sagemaker-mkt/base', path));
      return (
        filesIn(edited)
          // Rewritten by `upgrade`, whose own tests look at what becomes of it.
          .filter((path) => path !== 'marketplace.yaml')
          .flatMap((path) => {
            const base = takenOver.includes(path) ? [] : baseOf(path);
            return lossesOf(path, base, linesOf(join(before, path)), linesOf(join(after, path)));
          })
      );
    },
  };
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

type Lines = readonly string[];

function lossesOf(path: string, base: Lines, then: Lines, now: Lines): readonly string[] {
  // Only what the generator writes as well may become another text.
  if (base.length === 0) return then.join('\n') === now.join('\n') ? [] : [`${path} has another text`];
  const gone = then.filter((line) => !base.includes(line) && !now.includes(line));
  const back = base.filter((line) => !then.includes(line) && now.includes(line));
  return [
    ...gone.map((line) => `${path} lost: ${line}`),
    ...back.map((line) => `${path} has again: ${line}`),
  ];
}

/** Without the comma that a member of JSON has when another one follows. */
function linesOf(file: string): Lines {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.replace(/,$/, ''));
}
