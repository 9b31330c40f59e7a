import type { ChosenParts } from './choose-parts.ts';
import type { ProjectModel } from './project-models.ts';
import type { ReadProject } from './read-project.ts';
import { kindOf } from './server-kinds.ts';

/** Something of a project, with its kind for scripts and in words. */
export interface ProjectPart {
  readonly path: string;
  readonly kind:
    | 'inference-script'
    | 'handler'
    | 'server'
    | 'training-script'
    | 'model'
    | 'notebook'
    | 'dockerfile'
    | 'requirements';
  readonly what: string;
}

/** What was found, what matters most first. `kindInWords` names a model. */
export function partsOf(
  { evidence }: ReadProject,
  { serving, training }: ChosenParts,
  models: readonly ProjectModel[],
  kindInWords: (model: ProjectModel['found']) => string,
): readonly ProjectPart[] {
  return [
    ...(serving?.kind === 'script'
      ? [
          {
            path: serving.path,
            kind: 'inference-script',
            what: `an inference script: ${serving.handlers.join(', ')}`,
          } as const,
        ]
      : []),
    ...(serving?.kind === 'server'
      ? [{ path: serving.path, kind: 'server', what: kindOf(serving.server.kind).title } as const]
      : []),
    ...(serving?.kind === 'other'
      ? [{ path: serving.path, kind: 'handler', what: serving.handler.title } as const]
      : []),
    ...(training
      ? [
          {
            path: training.path,
            kind: 'training-script',
            what: training.trains === 'job' ? 'a training script for SageMaker' : 'a script that trains',
          } as const,
        ]
      : []),
    ...models.map(({ found, folder, paths }) => ({
      path: (folder === '' ? '.' : folder) ?? paths[0] ?? '',
      kind: 'model' as const,
      what: kindInWords(found),
    })),
    ...[...evidence].sort((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind)),
  ];
}

const order = ['requirements', 'dockerfile', 'notebook'];
