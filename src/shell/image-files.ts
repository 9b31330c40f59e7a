import { globSync, lstatSync, readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import {
  copiesAll,
  dockerfileCopies,
  dockerIgnore,
  type ImageCopy,
  imageCopies,
  imageFolder,
} from '../generate.ts';
import { isUnder } from '../model/file-tree.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { readRegularText } from './read-regular-file.ts';

/** A file's place in the image, below its folder → its place in the listing. Without the model. */
export type ImageFiles = ReadonlyMap<string, string>;

/** The image in which a listing serves or trains. */
export type ImageOf = 'serve' | 'train';

/**
 * The files of the listing that its image has, by the Dockerfile on disk: what the seller has added there counts.
 * Undefined where the Dockerfile is not ours, or there is none: nobody knows what that image has.
 */
export function imageFilesOf(
  listing: ResolvedListing,
  folder: string,
  role: ImageOf,
): ImageFiles | undefined {
  const copies = copiesOf(listing, folder, role);
  if (!copies) return undefined;
  const isIgnored = dockerIgnore(readRegularText(join(folder, '.dockerignore')) ?? '');
  const model = listing.artifacts.mode === 'bundled' ? listing.artifacts.path : undefined;
  const isLeftOut = (path: string) => path === model || isIgnored(path);
  return new Map(copies.flatMap((copy) => filesOf(copy, { folder, isLeftOut })));
}

/** The Dockerfile that makes this image. */
export function dockerfileOf({ training }: ResolvedListing, role: ImageOf): string {
  return role === 'train' && training?.image === 'separate' ? 'Dockerfile.training' : 'Dockerfile';
}

/** Whether the seller keeps a Dockerfile without our programs: our `.dockerignore` would hide from it what it copies. */
export function hasOwnDockerfile(listing: ResolvedListing, folder: string): boolean {
  const roles: readonly ImageOf[] = listing.training ? ['serve', 'train'] : ['serve'];
  const programs = [{ from: ['runtime/'], to: `${imageFolder}runtime/` }];
  return roles.some((role) => {
    const path = dockerfileOf(listing, role);
    const text = isUnder(path, listing.keep) ? readRegularText(join(folder, path)) : undefined;
    return text !== undefined && !copiesAll(dockerfileCopies(text), programs);
  });
}

function copiesOf(listing: ResolvedListing, folder: string, role: ImageOf): readonly ImageCopy[] | undefined {
  const copies = dockerfileCopies(readRegularText(join(folder, dockerfileOf(listing, role))) ?? '');
  const isCombined = listing.training?.image === 'combined';
  return copiesAll(copies, imageCopies(listing, isCombined ? 'both' : role)) ? copies : undefined;
}

interface Walk {
  readonly folder: string;
  readonly isLeftOut: (path: string) => boolean;
}

/** The content of a folder goes into the target, as Docker does it; a file goes there under its name. */
function filesOf({ from, to }: ImageCopy, walk: Walk): readonly (readonly [string, string])[] {
  const target = to.slice(imageFolder.length);
  const sources = from.flatMap((pattern) => globSync(pattern.replace(/\/$/, ''), { cwd: walk.folder }));
  return sources.flatMap((path) => {
    const source = path.replaceAll(sep, '/');
    const isFolder = lstatSync(join(walk.folder, source)).isDirectory();
    const name = source.slice(source.lastIndexOf('/') + 1);
    const place = isFolder || !/(?:^|\/)$/.test(target) ? target : `${target}${name}`;
    return filesBelow(source, place.replace(/\/$/, ''), walk);
  });
}

function filesBelow(source: string, target: string, walk: Walk): readonly (readonly [string, string])[] {
  if (walk.isLeftOut(source)) return [];
  const path = join(walk.folder, source);
  const found = lstatSync(path);
  if (!found.isDirectory()) return found.isFile() || found.isSymbolicLink() ? [[target, source]] : [];
  const inside = (folder: string, name: string) => (folder === '' ? name : `${folder}/${name}`);
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesBelow(`${source}/${name}`, inside(target, name), walk));
}
