import type { FoundModel } from '../found-model.ts';
import type { ModelFile } from '../pieces.ts';
import { readZip, type Zip } from '../zip.ts';
import { kerasModel } from './keras-model.ts';
import { torchModel } from './torch-model.ts';

/** The kinds of model that are a zip, by the files in it. */
const kinds: readonly ((zip: Zip) => FoundModel | undefined)[] = [kerasModel, torchModel];

export function zippedModel(file: ModelFile): FoundModel | undefined {
  const zip = readZip(file);
  for (const recognise of zip ? kinds : []) {
    const found = zip && recognise(zip);
    if (found) return found;
  }
  return undefined;
}
