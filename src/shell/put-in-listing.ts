import { join } from 'node:path';
import { relPath } from '../model/file-tree.ts';
import { failure, ok, type Result } from '../model/result.ts';
import { errorCode } from './error-code.ts';
import { putWholeFile } from './report-file.ts';
import { foldersInTheWay } from './tree/load-current-files.ts';

/** Writes a file in a folder of the listing, or gives the reason. A link would lead the write out of the listing. */
export function putInListing(folder: string, path: string, content: string | Uint8Array): Result<null> {
  const [link] = foldersInTheWay(folder, [relPath(path.slice(0, path.lastIndexOf('/')))]);
  if (link) return failure(`${link.path} is not a folder of the listing`);
  try {
    putWholeFile(join(folder, path), content);
    return ok(null);
  } catch (error) {
    return failure(errorCode(error) ?? String(error));
  }
}
