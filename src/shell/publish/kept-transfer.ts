import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { relPath } from '../../model/file-tree.ts';
import { readRegularFile } from '../read-regular-file.ts';
import { Refusal } from '../refusal.ts';
import { foldersInTheWay } from '../tree/load-current-files.ts';

/** The id of an interrupted transfer. A retry then sends only the parts that are missing. */
export interface KeptTransfer {
  /** Empty where none is kept. */
  readonly id: string;
  readonly keep: (id: string) => void;
  readonly forget: () => void;
}

const folders = ['.sagemaker-mkt', '.sagemaker-mkt/upload'].map(relPath);

/** In a file of the listing. What anybody else put in its place is refused, before it is read or written. */
export function keptTransfer(listing: string, sum: string): KeptTransfer {
  const place = `.sagemaker-mkt/upload/${sum}`;
  const [odd] = foldersInTheWay(listing, folders);
  if (odd) throw foreign(odd.path, 'folder');
  const path = join(listing, place);
  const read = readRegularFile(path);
  if (read?.ok === false && read.reason !== 'unreadable') throw foreign(place, 'file');
  const text = read?.ok ? new TextDecoder().decode(read.value.content).trim() : '';
  return {
    id: /^\w[\w.-]{0,1023}$/.test(text) ? text : '',
    keep: (id) => {
      try {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, `${id}\n`);
      } catch (error) {
        const fix = 'check who is allowed to write in this folder, and run this again';
        throw new Refusal(`cannot write ${place}`, fix, String(error));
      }
    },
    forget: () => rmSync(path, { force: true }),
  };
}

function foreign(place: string, kind: 'file' | 'folder'): Refusal {
  return new Refusal(`${place} is not a ${kind}`, 'remove it, and run this again');
}
