import { dirname, relative, resolve } from 'node:path';
import { isReadable, type PolicyPlace, policyFilesFor, realPathOf } from '../policy-files.ts';
import { readRegularFile } from '../read-regular-file.ts';
import { fingerprint } from '../tree/fingerprint.ts';

/** The files that decide about a listing, as they were read: its manifest, what that extends, and policies. By absolute path. */
export type Inputs = ReadonlyMap<string, Uint8Array>;

/** Reads them again. Undefined where one is not a plain file. */
export function readInputs(
  manifest: string,
  parents: readonly string[],
  place: PolicyPlace,
): Inputs | undefined {
  const folder = dirname(manifest);
  const others = parents.map((parent) => resolve(folder, parent));
  if (!others.every((path) => isReadable(path, folder, place))) return undefined;
  const inputs = new Map<string, Uint8Array>();
  for (const path of [...policyFilesFor(folder, place), manifest, ...others]) {
    const read = readRegularFile(path);
    if (!read?.ok || read.value.isLarge) return undefined;
    inputs.set(path, read.value.content);
  }
  return inputs;
}

/** One fingerprint for them, and for the program that reads them. */
export function keyOf(build: string, manifest: string, inputs: Inputs): string {
  const folder = dirname(manifest);
  const parts = [...inputs].map(([path, content]) => {
    const shown = path === manifest ? '' : `${relative(folder, path)} ${realPathOf(path)}`;
    return `${shown} ${fingerprint(content)}`;
  });
  return fingerprint(new TextEncoder().encode([build, ...parts.sort()].join('\n')));
}
