import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { io } from '@tensorflow/tfjs-core';

/** Reads and writes `model.json` and its weight files in a folder. TensorFlow.js itself only supports URLs. */
export function modelFiles(folder: string): { readonly load: io.LoadHandler; readonly save: io.SaveHandler } {
  return {
    load: async () =>
      io.getModelArtifactsForJSON(await readModelJson(folder), async (manifest) => {
        const paths = manifest.flatMap((group) => group.paths);
        const shards = await Promise.all(paths.map((path) => readFile(join(folder, path))));
        // In one buffer: with several, TensorFlow.js 4.22 reads zeros if the last one is the longest.
        return [io.getWeightSpecs(manifest), await new Blob(shards).arrayBuffer()];
      }),
    save: async (model) => {
      const weights = io.CompositeArrayBuffer.join(model.weightData);
      const { weightData: _, weightSpecs = [], ...json } = model;
      const weightsManifest = [{ paths: ['weights.bin'], weights: weightSpecs }];
      await writeFile(join(folder, 'weights.bin'), new Uint8Array(weights));
      await writeFile(join(folder, 'model.json'), JSON.stringify({ ...json, weightsManifest }));
      return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
    },
  };
}

/** Keras models have layers, TensorFlow models have a graph. Older files do not name their format. */
export async function hasLayers(folder: string): Promise<boolean> {
  const { format, modelTopology } = await readModelJson(folder);
  return format === undefined ? !('node' in modelTopology) : format === 'layers-model';
}

async function readModelJson(folder: string): Promise<io.ModelJSON> {
  const files: string[] = await readdir(folder).catch(() => []);
  if (files.includes('model.json')) return JSON.parse(await readFile(join(folder, 'model.json'), 'utf8'));
  const held = files.sort().join(', ') || 'nothing';
  throw new Error(`${folder} must hold your model in a model.json, and holds: ${held}`);
}
