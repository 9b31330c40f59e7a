import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { sampleFor } from '../../generate.ts';
import { isOwnImage } from '../../model/own-image.ts';
import type { ResolvedListing } from '../../model/resolved-listing.ts';
import type { ImportingCode, Materials } from '../../rehearse/materials.ts';
import { listingCode } from '../listing-code.ts';
import { modelFilesIn } from '../model-files.ts';
import { namesIn } from '../names-in.ts';
import { Refusal } from '../refusal.ts';
import { askInstalled } from './installed-python.ts';
import { servingTypes } from './instance-limits.ts';
import { pinnedPackages } from './pinned-packages.ts';
import { readMaterial } from './read-material.ts';
import { loadAnswersOf, loadExpected } from './sample-answers.ts';
import { savedWith } from './saved-with.ts';

/** What a run does with the answers to the samples. */
export interface AnswerPlan {
  /** Writes them beside the samples, and expects none. */
  readonly records: boolean;
  /** The release whose answers they are compared with. */
  readonly against: string | undefined;
}

/** Samples, data and models in the listing's folder to rehearse with. */
export function loadMaterials(
  listing: ResolvedListing,
  folder: string,
  { records, against }: AnswerPlan = { records: false, against: undefined },
): Materials {
  const samples = listing.input.map((type) => {
    const { path } = sampleFor(type);
    return { type: type.type, path, body: readMaterial(folder, path) };
  });
  const { artifacts } = listing;
  const isOwn = isOwnImage(listing);
  const localModel = join(folder, 'local/model');
  const model = modelFolder(listing, folder);
  return {
    listing,
    samples,
    hyperparameters: readHyperparameters(folder),
    data: channelFolders(join(folder, 'local/input/data')),
    modelFiles: modelFiles(listing, folder),
    savedWith: async () => ('path' in artifacts ? savedWith(join(folder, artifacts.path)) : []),
    pinned: isOwn ? new Map() : pinnedPackages(folder),
    code: importingCode(listing, folder),
    isWalkthrough: saysLabelA(listing, folder),
    expected: records ? undefined : loadExpected(folder, listing),
    against: against === undefined ? undefined : loadAnswersOf(folder, listing, against),
    localModel: namesIn(localModel).length > 0 ? localModel : undefined,
    modelBytes: model === undefined ? undefined : bytesIn(model),
    servingTypes: servingTypes(listing),
  };
}

function importingCode(listing: ResolvedListing, folder: string): ImportingCode | undefined {
  const code = listingCode(listing, folder);
  if (!code) return undefined;
  const { scanned, installed, requirements } = code;
  const askPython: ImportingCode['askPython'] = async (modules) =>
    requirements && (await askInstalled({ modules, requirements }));
  return { scanned, installed, askPython };
}

function modelFiles({ artifacts }: ResolvedListing, folder: string): readonly string[] {
  if (!('path' in artifacts)) return [];
  return modelFilesIn(join(folder, artifacts.path));
}

/** The model of the example `walkthrough`, whose one answer is the one of AWS's guide. */
function saysLabelA({ artifacts }: ResolvedListing, folder: string): boolean {
  if (!('path' in artifacts)) return false;
  const labels = readMaterial(folder, `${artifacts.path}/labels.json`);
  return labels !== undefined && /"prediction":\s*"a"/.test(new TextDecoder().decode(labels));
}

/** The folder that holds the model of a model package, when it is not part of the image. */
export function modelFolder({ artifacts }: ResolvedListing, folder: string): string | undefined {
  return artifacts.mode === 's3' ? join(folder, artifacts.path) : undefined;
}

function bytesIn(folder: string): number {
  if (!existsSync(folder)) return 0;
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const stats = names.map((name) => statSync(join(folder, name), { throwIfNoEntry: false }));
  return stats.reduce((sum, one) => sum + (one?.isFile() ? one.size : 0), 0);
}

export const hyperparametersPlace = 'local/input/config/hyperparameters.json';

/** SageMaker passes hyperparameters as text only. */
export function readHyperparameters(folder: string): Readonly<Record<string, string>> | undefined {
  const bytes = readMaterial(folder, hyperparametersPlace);
  if (!bytes) return undefined;
  return Object.fromEntries(
    Object.entries(objectIn(new TextDecoder().decode(bytes))).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
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
