import type { Framework } from '../model/catalogue.ts';
import { isBefore } from '../model/version-order.ts';
import { type DeclaredPackage, pinnedVersion } from './declared-versions.ts';
import type { DeployCall } from './deploy-calls.ts';

export interface ChosenFramework {
  readonly name: string;
  readonly version: string | undefined;
  readonly assumed: readonly string[];
}

/** What the code imports, and the framework for it; those that are built on another stand before it. */
const byModule: readonly (readonly [string, string])[] = [
  ['transformers', 'transformers'],
  ['torch', 'pytorch'],
  ['tensorflow', 'tensorflow'],
  ['keras', 'tensorflow'],
  ['catboost', 'catboost'],
  ['lightgbm', 'lightgbm'],
  ['xgboost', 'xgboost'],
  ['sagemaker_xgboost_container', 'xgboost'],
  ['sklearn', 'scikit-learn'],
];

const packageOf: Readonly<Record<string, string>> = {
  'scikit-learn': 'scikit-learn',
  pytorch: 'torch',
  tensorflow: 'tensorflow',
  transformers: 'transformers',
  xgboost: 'xgboost',
  lightgbm: 'lightgbm',
  catboost: 'catboost',
};

/** The first release of scikit-learn that has wheels for a Python of a listing. */
const oldestScikitLearn = '1.1';

export interface FrameworkClues {
  /** The framework of the model, where the project has one. */
  readonly ofModel: string | undefined;
  readonly deploy: DeployCall | undefined;
  /** The packages that the code imports. */
  readonly modules: ReadonlySet<string>;
  readonly packages: ReadonlyMap<string, DeclaredPackage>;
}

/** Frameworks of Node.js run no scripts, so a script for a model of theirs brings its own packages. */
export function frameworkFor(clues: FrameworkClues, frameworks: readonly Framework[]): ChosenFramework {
  const { name, because } = nameFor(clues, frameworks);
  const said = because === undefined ? [] : [`framework: ${name}, ${because}`];
  const declared = clues.packages.get(packageOf[name] ?? '');
  const version =
    (declared && pinnedVersion(declared)) ??
    (clues.deploy?.framework === name ? clues.deploy.version : undefined);
  if (version === undefined) return { name, version: undefined, assumed: said };
  const newest = frameworks.find((one) => one.name === name)?.versions[0]?.version ?? version;
  if (name === 'scikit-learn' && !isBefore(version, oldestScikitLearn))
    return { name, version, assumed: said };
  const tooOld =
    name === 'scikit-learn'
      ? `, because ${version} runs on no Python of a listing; save the model again`
      : '';
  const isOther = !newest.startsWith(version) && !version.startsWith(`${newest}.`);
  return {
    name,
    version: undefined,
    assumed: [
      ...said,
      ...(isOther ? [`${name} ${newest}, the newest that was tried, in place of ${version}${tooOld}`] : []),
    ],
  };
}

function nameFor(
  { ofModel, deploy, modules }: FrameworkClues,
  frameworks: readonly Framework[],
): { readonly name: string; readonly because?: string } {
  const inPython = (name: string | undefined) =>
    name !== undefined && frameworks.some((one) => one.name === name && one.family === 'python');
  const found = byModule.find(([module]) => modules.has(module))?.[1];
  if (found === 'transformers' || found === 'pytorch')
    return deploy?.framework === 'transformers' ? { name: 'transformers' } : { name: found };
  if (deploy && inPython(deploy.framework)) return { name: deploy.framework };
  if (ofModel !== undefined && ofModel !== 'python' && inPython(ofModel)) return { name: ofModel };
  if (found !== undefined) return { name: found };
  if (modules.has('joblib'))
    return { name: 'scikit-learn', because: 'because the code loads a model with joblib' };
  return { name: 'python' };
}
