import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { listingFolder } from '../folder.ts';

/** Ways to take all hyperparameters without naming one. */
const takesAll =
  /SM_HPS|SM_TRAINING_ENV|SM_USER_ARGS|hyperparameters\.json|\bsys\.argv|\$[@*]|\$\{[@*]|HfArgumentParser|LightningCLI|jsonargparse|\bfire\.|\btyro\b/;

/**
 * The names that a script, and those in its folder and its subfolders, never write. Of the listing's own folder, only
 * the scripts beside the manifest belong to it. None if the scripts may take all hyperparameters at once, or name none
 * of them: then their text does not show what they use.
 */
export function unnamedIn(script: string, names: readonly string[]): readonly string[] {
  const text = scriptsIn(dirname(script), basename(script)).join('\n');
  if (takesAll.test(text)) return [];
  const words = new Set(text.split(/[^\p{L}\p{N}_-]+/u).flatMap(spellings));
  const unnamed = names.filter((name) => !words.has(plain(name)));
  return unnamed.length === names.length ? [] : unnamed;
}

function scriptsIn(folder: string, script: string): readonly string[] {
  return readdirSync(folder, { recursive: folder !== listingFolder, encoding: 'utf8' })
    .filter((name) => name === script || (/\.(py|sh)$/.test(name) && !ofOthers.test(name)))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

/** Packages, and hidden folders such as those of virtual environments. */
const ofOthers = /(^|\/)(\.|node_modules\/|site-packages\/)/;

/** `--max-depth`, `max_depth` and `SM_HP_MAX_DEPTH` name the same one. */
function spellings(word: string): readonly string[] {
  const name = plain(word);
  return [name, name.replace(/^sm_hp_/, '')];
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll('-', '_').replace(/^_+/, '');
}
