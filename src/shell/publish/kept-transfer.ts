import { lstatSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from '../error-code.ts';
import { readRegularText } from '../read-regular-file.ts';
import { Refusal } from '../refusal.ts';

/** The id of an interrupted transfer. A retry then sends only the parts that are missing. */
export interface KeptTransfer {
  /** Empty where none is kept. */
  readonly id: string;
  readonly keep: (id: string) => void;
  readonly forget: () => void;
}

/** In a file of the listing. What anybody else put in its place is refused, before it is read or written. */
export function keptTransfer(listing: string, sum: string): KeptTransfer {
  const place = `.sagemaker-mkt/upload/${sum}`;
  const wanted = { '.sagemaker-mkt': 'folder', '.sagemaker-mkt/upload': 'folder', [place]: 'file' };
  for (const [name, kind] of Object.entries(wanted))
    if (![kind, 'nothing'].includes(kindOf(join(listing, name))))
      throw new Refusal(`${name} is not a ${kind}`, 'remove it, and run this again');
  const path = join(listing, place);
  const text = readRegularText(path)?.trim() ?? '';
  return {
    id: /^\w[\w.-]{0,1023}$/.test(text) ? text : '',
    keep: (id) => {
      try {
        mkdirSync(join(path, '..'), { recursive: true });
        writeFileSync(path, `${id}\n`);
      } catch (error) {
        const fix = 'check who is allowed to write in this folder, and run this again';
        throw new Refusal(`cannot write ${place}`, fix, String(error));
      }
    },
    forget: () => rmSync(path, { force: true }),
  };
}

function kindOf(path: string): 'nothing' | 'file' | 'folder' | 'other' {
  try {
    const stat = lstatSync(path);
    if (stat.isDirectory()) return 'folder';
    return stat.isFile() ? 'file' : 'other';
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return 'nothing';
    throw error;
  }
}
