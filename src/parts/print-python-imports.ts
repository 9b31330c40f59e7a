import type { PythonImport } from './python-module.ts';

const width = 120;
/** The packages that our Python imports and does not come with. */
const packages = ['flask', 'gunicorn', 'numpy', 'pandas', 'torch', 'transformers', 'werkzeug', 'xgboost'];

/** Blocks: Python's own modules, those of packages, the statements that come before our own modules, and these. */
export function printPythonImports(imports: readonly PythonImport[], between: string): readonly string[] {
  const kinds = Map.groupBy(imports, kindOf);
  const block = (kind: Kind) => lines(kinds.get(kind) ?? []).join('\n');
  return [block('own'), block('package'), between, block('ours')].filter((text) => text !== '');
}

type Kind = 'own' | 'package' | 'ours';

function kindOf({ module }: PythonImport): Kind {
  const [top = ''] = module.split('.');
  if (top === 'runtime') return 'ours';
  return packages.includes(top) ? 'package' : 'own';
}

function lines(imports: readonly PythonImport[]): readonly string[] {
  const wholes = imports
    .filter(({ name }) => name === undefined)
    .map(({ module, as }) => `import ${module}${as ? ` as ${as}` : ''}`);
  const parts = Map.groupBy(
    imports.filter(({ name }) => name !== undefined),
    ({ module }) => module,
  );
  const froms = [...parts]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([module, found]) => fromLines(module, found));
  return [...new Set(wholes)].sort().concat(froms);
}

function fromLines(module: string, imports: readonly PythonImport[]): readonly string[] {
  const names = new Set(imports.flatMap(({ name, as }) => (name && !as ? [name] : [])));
  const sorted = [...names].sort((one, other) => order(one) - order(other) || (one < other ? -1 : 1));
  const line = `from ${module} import ${sorted.join(', ')}`;
  const wide = `from ${module} import (\n${sorted.map((name) => `    ${name},\n`).join('')})`;
  const renamed = imports.flatMap(({ name, as }) => (as ? [`from ${module} import ${name} as ${as}`] : []));
  return [...(names.size === 0 ? [] : [line.length <= width ? line : wide]), ...new Set(renamed)];
}

/** As Ruff sorts: constants, classes, functions. */
function order(name: string): number {
  if (/^[A-Z][A-Z0-9_]+$/.test(name)) return 0;
  return /^[A-Z]/.test(name) ? 1 : 2;
}
