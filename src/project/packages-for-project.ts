import { modulesOf, packageFor } from '../imports/python-packages.ts';
import type { FrameworkVersion } from '../model/catalogue.ts';
import { plainName } from '../text/plain-name.ts';
import type { DeclaredPackage } from './declared-versions.ts';
import type { Program } from './project-code.ts';

export interface ChosenPackages {
  /** Lines for requirements.txt. */
  readonly lines: readonly string[];
  readonly assumed: readonly string[];
  readonly missing: readonly string[];
}

/** What listings have of SageMaker’s packages for a script of `inference.entry`, and what no image needs. */
const ofSageMaker = /^(?:sagemaker_(?:inference|containers|training|xgboost_container)|sagemaker)$/;

/** What nobody expects in an image. */
const isTool =
  /^(?:sagemaker|pip|poetry|setuptools|wheel|black|flake8|isort|mypy|ruff|pylint|pre-commit|tox|ipython|ipykernel|jupyter\w*|notebook|uvicorn|gunicorn|gevent|pytest.*)$/;

/** Packages whose other name needs no library of a desktop, which a listing does not have. */
const better: Readonly<Record<string, string>> = {
  'opencv-python': 'opencv-python-headless',
  'opencv-contrib-python': 'opencv-contrib-python-headless',
};

/** Packages that are imported under a name that says little. */
const alsoNamed: Readonly<Record<string, string>> = {
  cv2: 'opencv-python',
  PIL: 'pillow',
  sklearn: 'scikit-learn',
  yaml: 'pyyaml',
  skimage: 'scikit-image',
  dotenv: 'python-dotenv',
  multipart: 'python-multipart',
  jose: 'python-jose',
  sentence_transformers: 'sentence-transformers',
  flask_cors: 'flask-cors',
  flask_restful: 'flask-restful',
  google: 'protobuf',
  whisper: 'openai-whisper',
  umap: 'umap-learn',
  fitz: 'pymupdf',
  docx: 'python-docx',
  jwt: 'pyjwt',
  pkg_resources: 'setuptools',
};

/** Packages that are imported under their own names, besides those whose dependencies are known. */
const ofOwnName = new Set(
  `accelerate aiohttp autogluon bentoml bitsandbytes bottle cryptography dash datasets diffusers dill duckdb einops
  evaluate falcon fastparquet flair gensim gradio hdbscan httpx implicit keybert langchain librosa litserve loguru
  mlflow mlserver moto nibabel numba onnx openai optuna orjson paddleocr peft polars prometheus_client prophet psutil
  pycaret pydub pymongo pymysql pyod quart redis s3fs sacremoses sanic sentencepiece shap soundfile spacy sqlalchemy
  streamlit surprise textblob tiktoken timm tornado torchaudio trl ultralytics unidecode wordcloud yfinance`.split(
    /\s+/,
  ),
);

/** The packages that the code imports and the framework does not bring, in the versions that the project names. */
export function packagesFor(
  programs: readonly Program[],
  declared: ReadonlyMap<string, DeclaredPackage>,
  framework: FrameworkVersion | undefined,
): ChosenPackages {
  const brought = new Set((framework?.packages ?? []).map(({ name }) => plainName(name)));
  const there = modulesOf([...brought]) ?? new Set<string>();
  const used = programs.flatMap(({ packages }) => packages).filter(({ name }) => !ofSageMaker.test(name));
  const lines = new Map<string, string>();
  const unknown = new Set<string>();
  const changed: string[] = [];
  for (const { name: module, isOptional } of used) {
    if (there.has(module)) continue;
    const named = declaredFor(module, declared);
    if (isOptional && !named) continue;
    const own = ofOwnName.has(module) ? module.replaceAll('_', '-') : undefined;
    const name = named?.name ?? alsoNamed[module] ?? packageFor(module) ?? own;
    if (name === undefined) {
      unknown.add(module);
      continue;
    }
    const plain = plainName(name.replace(/\[.*/, ''));
    if (brought.has(plain)) continue;
    const other = better[plain];
    if (other !== undefined && !lines.has(plain))
      changed.push(`${other} in place of ${plain}: it needs no library of a desktop`);
    lines.set(plain, `${other ?? name}${named?.versions ?? ''}`);
  }
  const open = [...lines.values()].filter((line) => !/[=<>~]/.test(line));
  const wanted = new Set(lines.keys());
  const idle = [...declared.keys()].filter(
    (name) =>
      !isTool.test(name) && !wanted.has(name) && !brought.has(name) && !there.has(name.replaceAll('-', '_')),
  );
  return {
    lines: [...lines.values()].sort(),
    assumed: [
      ...changed,
      ...(open.length > 0 ? [`any version of ${some(open)}, as the project names none`] : []),
      ...(idle.length > 0
        ? [`the image needs no ${some(idle, 'or')}, which the code in it does not import`]
        : []),
    ],
    missing: [...unknown].map((module) => `add the package that has \`${module}\` to requirements.txt`),
  };
}

function declaredFor(
  module: string,
  declared: ReadonlyMap<string, DeclaredPackage>,
): DeclaredPackage | undefined {
  const names = [
    packageFor(module),
    alsoNamed[module],
    module,
    ...Object.keys(better).filter((name) => packageFor(module) === better[name]),
  ];
  for (const name of names) {
    const found = name === undefined ? undefined : declared.get(plainName(name));
    if (found) return found;
  }
  // `pythonjsonlogger` of python-json-logger.
  const letters = module.toLowerCase().replaceAll('_', '');
  return [...declared].find(([name]) => name.replaceAll('-', '') === letters)?.[1];
}

function some(names: readonly string[], last = 'and'): string {
  const shown = names.slice(0, 8);
  if (names.length > shown.length) return `${shown.join(', ')} ${last} ${names.length - shown.length} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} ${last} ${shown.at(-1)}`;
}
