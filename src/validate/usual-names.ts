/** What people call things elsewhere, and what a manifest calls them. */
const usual: Readonly<Record<string, string>> = {
  sklearn: 'scikit-learn',
  scikit: 'scikit-learn',
  torch: 'pytorch',
  keras: 'tensorflow',
  tf: 'tensorflow',
  tfjs: 'tensorflow-js',
  huggingface: 'transformers',
  'hugging-face': 'transformers',
  hf: 'transformers',
  onnx: 'onnxruntime',
  ort: 'onnxruntime',
  xgb: 'xgboost',
  lgbm: 'lightgbm',
  lgb: 'lightgbm',
  python3: 'python',
  py: 'python',
  node: 'typescript',
  nodejs: 'typescript',
  javascript: 'typescript',
  js: 'typescript',
  ts: 'typescript',
  model: 'model-package',
  int: 'integer',
  number: 'continuous',
  float: 'continuous',
  double: 'continuous',
  str: 'free-text',
  string: 'free-text',
  text: 'free-text',
  bool: 'categorical',
  boolean: 'categorical',
  choice: 'categorical',
  min: 'minimize',
  max: 'maximize',
  lines: 'Line',
  line: 'Line',
};

/** The same for the types of fields, some of which hyperparameters call otherwise. */
const usualTypes: Readonly<Record<string, string>> = {
  float: 'number',
  double: 'number',
  str: 'string',
  text: 'string',
  bool: 'boolean',
  datetime: 'date',
  day: 'date',
  picture: 'image',
  sound: 'audio',
  list: 'array',
  dict: 'object',
  map: 'object',
  json: 'object',
};

/** The allowed name that is meant by another usual one, or by a system without its release. */
export function usualName(written: string, allowed: readonly string[]): string | undefined {
  const word = written.trim().toLowerCase();
  for (const names of [usual, usualTypes]) {
    const name = Object.hasOwn(names, word) ? names[word] : undefined;
    if (name !== undefined && allowed.includes(name)) return name;
  }
  const own = word.replace(/:latest$/, '');
  const image = own.split('/').at(-1) ?? '';
  return allowed.includes(image) ? image : newest(allowed.filter((id) => id.startsWith(`${image}:`)));
}

function newest(ids: readonly string[]): string | undefined {
  const release = (id: string) => id.slice(id.indexOf(':') + 1);
  return ids.toSorted((a, b) => release(b).localeCompare(release(a), 'en', { numeric: true }))[0];
}
