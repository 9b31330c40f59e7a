import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './built.ts';
import { inCiAlone, isEveryCase } from './every-case.ts';

/** Made before the tests, one for each requirement file of `test/python/`. The heavy ones are for CI alone. */
export const usual = ['listing', 'flask-2', 'aws'] as const;
export const heavy = [
  'xgboost',
  'catboost',
  'pytorch',
  'tensorflow',
  'transformers',
  'onnxruntime',
  'toolkits',
  'notebook',
] as const;

/** For `bench/` and `own-servers.test.ts`, which make them themselves: other ways to serve a model. */
type OfBenches = 'peers' | 'bentoml' | 'litserve' | 'mlserver';

/** Clients of a listing, for the one engine test that makes them. */
type OfClients = 'sagemaker-2' | 'sagemaker-3';

/** For images, and for `own-servers.test.ts`. */
type OfImages = 'fastapi';

export type Environment = (typeof usual | typeof heavy)[number] | OfBenches | OfClients | OfImages;

export const pythonsFolder = join(root, 'node_modules/.cache/python');

export const folderOf = (name: Environment) => join(pythonsFolder, name);

/** A folder with a Python to put first on the PATH, or the reason why there is none. */
export type FoundPython =
  | { readonly programs: string; readonly missing?: never }
  | { readonly programs?: never; readonly missing: string };

/** The Python that has exactly the packages of `test/python/<name>.txt`. */
export function pythonOf(name: Environment): FoundPython {
  const folder = folderOf(name);
  if (existsSync(join(folder, 'made-of'))) return { programs: join(folder, 'bin') };
  const isLeftOut = !isEveryCase && (heavy as readonly string[]).includes(name);
  return { missing: isLeftOut ? inCiAlone.trim() : `test/python/${name}.txt could not be installed` };
}

/** The title of a test that needs Python, with the reason if there is none. */
export function titled(words: string, { missing }: FoundPython): string {
  return missing ? `${words} (${missing})` : words;
}

/** The releases of Flask and gunicorn that listings of Flask are tried with. */
export const flaskPythons: readonly string[] = (['listing', 'flask-2'] as const).flatMap(
  (name) => pythonOf(name).programs ?? [],
);
