import { argument, textArgument } from './python-calls.ts';
import type { PythonFile } from './python-file.ts';

/** A call of the SageMaker Python SDK that says what runs a script: `SKLearnModel(entry_point="inference.py", …)`. */
export interface DeployCall {
  readonly path: string;
  readonly line: number;
  /** As it is called: `PyTorchModel`. */
  readonly class: string;
  readonly framework: string;
  readonly version: string | undefined;
  readonly entry: string | undefined;
  readonly folder: string | undefined;
  readonly trains: boolean;
}

const frameworks: Readonly<Record<string, string>> = {
  SKLearn: 'scikit-learn',
  XGBoost: 'xgboost',
  PyTorch: 'pytorch',
  TensorFlow: 'tensorflow',
  HuggingFace: 'transformers',
};

export function deployCalls({ path, calls }: PythonFile): readonly DeployCall[] {
  return calls.flatMap((call) => {
    const [, class_ = '', library = '', model] =
      /(?:^|\.)((SKLearn|XGBoost|PyTorch|TensorFlow|HuggingFace)(Model)?)$/.exec(call.name) ?? [];
    const framework = frameworks[library];
    if (
      framework === undefined ||
      !call.arguments.some(({ name }) => name === 'role' || name === 'entry_point')
    )
      return [];
    const named = framework === 'transformers' ? 'transformers_version' : 'framework_version';
    return [
      {
        path,
        line: call.line,
        class: class_,
        framework,
        // `1.2-1` of SageMaker is the second container with 1.2.
        version: textArgument(call, named)?.replace(/-.*$/, ''),
        entry: plainPath(textArgument(call, 'entry_point')),
        folder: plainPath(argument(call, 'source_dir') && textArgument(call, 'source_dir')),
        trains: model === undefined,
      },
    ];
  });
}

function plainPath(path: string | undefined): string | undefined {
  return path?.replace(/^(?:\.\/)+/, '').replace(/\/+$/, '');
}
