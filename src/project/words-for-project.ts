import { judge } from '../model/model-files/grades.ts';
import type { Chosen, ProjectGrade } from './chosen-project.ts';
import { kindOf } from './server-kinds.ts';
import { placesIn, some, stepsFor } from './steps-for-project.ts';

/** What a report says of a project: whether it runs, what was taken for granted, and what the seller has to do. */
export interface ProjectWords {
  readonly grade: ProjectGrade;
  readonly because: string;
  readonly assumed: readonly string[];
  readonly missing: readonly string[];
}

/** The rules that a listing would break as well: it has its own server, port and Dockerfile. */
const ofListing = new Set<string>([
  'project-downloads',
  'project-writes',
  'project-no-ping',
  'project-no-invocations',
]);

export function wordsFor(chosen: Chosen): ProjectWords {
  const { given, models } = chosen;
  const { parts } = given;
  const missing = [...stepsFor(chosen), ...brokenRules(chosen)];
  const assumed = assumedIn(chosen);
  const [only] = models;
  if (!parts.serving && !parts.training && only) {
    const judged = judge(only.found);
    return {
      grade: judged.grade,
      because: judged.because,
      missing: [...judged.missing, ...missing],
      assumed,
    };
  }
  return missing.length === 0
    ? { grade: 'runs', because: runsWords(chosen), missing, assumed }
    : { grade: 'needs-work', because: needsWords(chosen), missing, assumed };
}

function brokenRules(chosen: Chosen): readonly string[] {
  const hasRoutes = chosen.framework.name === 'flask';
  const { length } = chosen.breaks.filter(
    ({ code, path }) =>
      ofListing.has(code) && (hasRoutes || !code.startsWith('project-no-')) && isUsed(chosen, path),
  );
  const places = `${length} place${length === 1 ? '' : 's'}`;
  return length > 0 ? [`put right what breaks SageMaker’s rules: ${places}, below`] : [];
}

function assumedIn(chosen: Chosen): readonly string[] {
  const { given, framework, packages, placed, models } = chosen;
  const { unused } = given.parts;
  const keepsRequirements = given.isInPlace && given.folder.sizes.has('requirements.txt');
  return [
    ...framework.assumed,
    ...packages.assumed,
    ...(keepsRequirements
      ? [
          'requirements.txt stays as it is:  sagemaker-mkt generate --adopt  adds the packages of the framework',
        ]
      : []),
    ...(placed.serving?.assumed ?? []),
    ...(unused.length > 0 ? [`the listing does not need ${some(unused)}`] : []),
    ...unusedTraining(chosen),
    ...onlyInContainer(chosen),
    ...models.flatMap(({ found }) => found.assumed ?? []),
    ...given.project.unread,
  ];
}

function isUsed({ programs, placed }: Chosen, path: string): boolean {
  const files = [
    ...(programs.serving?.files ?? []),
    ...(placed.training ? (programs.training?.files ?? []) : []),
  ];
  return files.some((file) => file.path === path);
}

function runsWords({ given: { parts }, isAlgorithm }: Chosen): string {
  const { serving, training } = parts;
  const trainer = isAlgorithm && training ? training.path : undefined;
  if (serving?.kind === 'script')
    return trainer === undefined
      ? `${serving.path} serves as it is`
      : trainer === serving.path
        ? `${trainer} trains and serves as it is`
        : `${trainer} trains and ${serving.path} serves as they are`;
  return serving
    ? `${serving.path} answers /ping and /invocations as it is`
    : 'the handler as generated serves what it trains';
}

function needsWords({ given: { parts } }: Chosen): string {
  const { serving, training } = parts;
  if (serving?.kind === 'script') return `${serving.path} serves when what is missing is there`;
  if (serving?.kind === 'other')
    return `${serving.path} is ${serving.handler.title}, which has other functions`;
  if (serving)
    return `${serving.path} is ${kindOf(serving.server.kind).title}, which SageMaker cannot call as it is`;
  return training
    ? `${training.path} trains, and nothing in the project serves`
    : 'nothing in the project serves';
}

/** What cannot be tried without a container. */
function onlyInContainer({ programs, isAlgorithm, placed }: Chosen): readonly string[] {
  const all = [...(isAlgorithm ? [programs.serving] : []), ...(placed.training ? [programs.training] : [])];
  const fixed = all.filter((program) => {
    const { byVariable, byPath } = placesIn(program);
    return byPath && !byVariable;
  });
  const names = [...new Set(fixed.flatMap((program) => program?.entry ?? []))];
  return names.length === 0
    ? []
    : [
        `${some(names)} is tried in a container, with scripts/run.sh: it names /opt/ml, which this machine does not have`,
      ];
}

function unusedTraining({ given, placed, isAlgorithm }: Chosen): readonly string[] {
  const { training } = given.parts;
  if (!training || placed.training || isAlgorithm || training.path === given.parts.serving?.path) return [];
  return training.trains === 'job'
    ? [`buyers get the model, and do not train: ${training.path} is in the listing with  --type algorithm`]
    : [];
}
