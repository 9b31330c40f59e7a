import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A listing with the files of a released version and the edits of its seller; `keep-listing.ts` stored it.
 */
export interface KeptListing {
  readonly place: (folder: string) => void;
  /**
   * One line for each seller's line that is gone, and for each line that the seller removed and that is back. What is set
   * aside is there.
   */
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
          // `upgrade` rewrites this file, and its own tests check the result.
          .filter((path) => path !== 'marketplace.yaml')
          .flatMap((path) => {
            const base = takenOver.includes(path) ? [] : baseOf(path);
            const kept = linesOf(join(after, '.sagemaker-mkt/kept', path));
            return lossesOf(path, base, linesOf(join(before, path)), [
              ...linesOf(join(after, path)),
              ...kept,
            ]);
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
  // A file that the generator does not write must stay the same.
  if (base.length === 0) return then.join('\n') === now.join('\n') ? [] : [`${path} has another text`];
  const gone = then.filter((line) => !base.includes(line) && !now.includes(line));
  const back = base.filter((line) => !then.includes(line) && now.includes(line));
  return [
    ...gone.map((line) => `${path} lost: ${line}`),
    ...back.map((line) => `${path} has again: ${line}`),
  ];
}

/** Without the comma after a JSON member, which depends on the next member. */
function linesOf(file: string): Lines {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.replace(/,$/, ''));
}
