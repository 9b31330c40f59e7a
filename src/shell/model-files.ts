import { noteName } from '../generate.ts';
import { namesIn } from './names-in.ts';

/** What a folder of a model holds, without the note that says what belongs there. */
export function modelFilesIn(folder: string): readonly string[] {
  return namesIn(folder).filter((name) => name !== noteName && !name.startsWith('.'));
}
