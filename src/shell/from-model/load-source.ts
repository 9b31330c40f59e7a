import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { Prepared } from '../../generate.ts';
import type { Result } from '../../model/result.ts';
import type { PrintedError } from '../../problem/print-error.ts';
import { errorCode } from '../error-code.ts';
import { loadModel } from './load-model.ts';
import { loadProject } from './load-project.ts';
import type { LoadedSource } from './loaded-source.ts';

export interface SourcePlace {
  readonly cwd: string;
  /** Where the listing will be. */
  readonly listing: string;
  /** The type of product that the seller asked for. */
  readonly type?: string | undefined;
}

/** Looks into a model or a project, in bounded pieces. Nothing in it is loaded or run. */
export function loadSource(
  prepared: Prepared,
  named: string,
  { cwd, listing, type }: SourcePlace,
): Result<LoadedSource, PrintedError> {
  const full = resolve(cwd, named);
  // A script is named where its folder has several.
  const only = full.endsWith('.py') ? basename(full) : undefined;
  const root = folderAt(only === undefined ? full : dirname(full));
  if (root === undefined || (only !== undefined && !existsSync(full))) return loadModel(prepared, named, cwd);
  const project = loadProject(prepared, { root, only, named, cwd, type, listing: realPlace(listing) });
  return project ?? loadModel(prepared, named, cwd);
}

/** Without links; undefined where there is no folder, which the model's reader tells. */
function folderAt(path: string): string | undefined {
  try {
    const real = realpathSync(path);
    return statSync(real).isDirectory() ? real : undefined;
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return undefined;
  }
}

function realPlace(listing: string): string {
  return folderAt(listing) ?? listing;
}
