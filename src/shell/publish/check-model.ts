import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { Refusal } from '../refusal.ts';

/** Refuses a model that would take files from elsewhere on this machine into the archive, or would never end. */
export function checkModel(folder: string, name: string): void {
  const source = join(folder, name);
  if (!existsSync(source)) return;
  const root = realpathSync(source);
  const entries = readdirSync(source, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    const shown = path.slice(folder.length + 1);
    if (entry.isSymbolicLink()) checkLink(path, shown, { root, name });
    else if (!entry.isFile() && !entry.isDirectory()) throw special(shown);
  }
}

interface Model {
  readonly root: string;
  readonly name: string;
}

function checkLink(path: string, shown: string, { root, name }: Model): void {
  const target = existsSync(path) ? realpathSync(path) : '';
  const advice = 'replace it with a copy of what it leads to';
  if (!isWithin(target, root)) throw new Refusal(`${shown} is a link to a place outside ${name}`, advice);
  if (isWithin(realpathSync(join(path, '..')), target))
    throw new Refusal(`${shown} is a link to a folder that contains it`, 'remove it');
  const found = statSync(path);
  if (!found.isFile() && !found.isDirectory()) throw special(shown);
}

function isWithin(path: string, folder: string): boolean {
  return `${path}${sep}`.startsWith(`${folder}${sep}`);
}

/** Reading a pipe or a device might never end. */
function special(shown: string): Refusal {
  return new Refusal(`${shown} is not a regular file`, 'remove it: a model has only files and folders');
}
