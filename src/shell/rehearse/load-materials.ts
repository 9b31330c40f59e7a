import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sampleFor } from '../../generate.ts';
import type { ResolvedListing } from '../../model/resolved-listing.ts';
import type { Materials } from '../../rehearse/stage.ts';
import { readRegularFile } from '../read-regular-file.ts';
import { Refusal } from '../refusal.ts';

/** Samples, data and models in the listing's folder to rehearse with. */
export function loadMaterials(listing: ResolvedListing, folder: string): Materials {
  const samples = listing.input.map((type) => {
    const { path } = sampleFor(type);
    return { type: type.type, path, body: readMaterial(folder, path) };
  });
  const localModel = join(folder, 'local/model');
  return {
    listing,
    samples,
    hyperparameters: readHyperparameters(folder),
    data: channelFolders(join(folder, 'local/input/data')),
    localModel: namesIn(localModel).length > 0 ? localModel : undefined,
  };
}

/** The folder that holds the model of a model package, when it is not part of the image. */
export function modelFolder({ artifacts }: ResolvedListing, folder: string): string | undefined {
  return artifacts.mode === 's3' ? join(folder, artifacts.path) : undefined;
}

const hyperparametersPlace = 'local/input/config/hyperparameters.json';

/** SageMaker passes hyperparameters as text only. */
function readHyperparameters(folder: string): Readonly<Record<string, string>> | undefined {
  const bytes = readMaterial(folder, hyperparametersPlace);
  if (!bytes) return undefined;
  return Object.fromEntries(
    Object.entries(objectIn(new TextDecoder().decode(bytes))).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
}

/** Far above every body that SageMaker takes. */
const largestMaterial = 256_000_000;

/** Undefined where there is no such file. */
function readMaterial(folder: string, path: string): Uint8Array | undefined {
  const read = readRegularFile(join(folder, path), { largest: largestMaterial, followsLinks: true });
  if (read === undefined) return undefined;
  if (!read.ok) throw new Refusal(`${path} is not a regular file, or cannot be read`, 'put a file there');
  if (read.value.isLarge) throw new Refusal(`${path} has more than 256 MB`, 'put a smaller file there');
  return new Uint8Array(read.value.content);
}

function objectIn(text: string): object {
  const fix = 'write names and values there, such as  {"rounds": "5"} ; or remove the file';
  try {
    const said: unknown = JSON.parse(text);
    if (typeof said === 'object' && said !== null && !Array.isArray(said)) return said;
  } catch (error) {
    throw new Refusal(`${hyperparametersPlace} is not JSON`, fix, String(error));
  }
  throw new Refusal(`${hyperparametersPlace} is not a JSON object`, fix);
}

function channelFolders(data: string): ReadonlyMap<string, string> {
  const filled = namesIn(data).filter((name) => namesIn(join(data, name)).length > 0);
  return new Map(filled.map((name) => [name, join(data, name)]));
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
