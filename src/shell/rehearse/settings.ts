import { availableParallelism } from 'node:os';
import type { LoadPlan } from '../../model/measurements.ts';
import type { NamedImages } from '../../model/own-image.ts';
import { failure, ok, type Result } from '../../model/result.ts';
import { chosenImages, namedOptions } from '../chosen-images.ts';
import type { ChosenOptions } from '../chosen-options.ts';
import type { UsageFault } from '../report-usage.ts';
import type { ListingsCall } from '../run-each-listing.ts';
import { chosenLoad } from './chosen-load.ts';
import type { AnswerPlan } from './load-materials.ts';
import { namedVariables } from './passed-variables.ts';
import { chosenReports, type RehearsalReports, reportsFault } from './rehearsal-reports.ts';

/** The settings of a call. */
export interface RehearseSettings {
  readonly withoutEngine: boolean;
  /** What needs a container has to be seen. */
  readonly strict: boolean;
  readonly answerPlan: AnswerPlan;
  /** In place of those that the manifest names. */
  readonly images: NamedImages;
  /** How many listings are rehearsed in parallel. */
  readonly jobs: number;
  /** Undefined where none was asked for. */
  readonly load: LoadPlan | undefined;
  readonly reports: RehearsalReports;
  /** Variables that the listing's programs get besides the usual ones. */
  readonly variables: Readonly<Record<string, string>>;
}

/** The settings that the options of either front ask for. */
export function settingsFrom(
  chosen: ChosenOptions,
  { manifests, cwd }: Pick<ListingsCall, 'manifests' | 'cwd'>,
  processors = availableParallelism(),
): Result<RehearseSettings, UsageFault> {
  const { flags, texts } = chosen;
  const images = chosenImages(chosen, manifests.length);
  if (!images.ok) return images;
  const withoutEngine = flags.has('no-engine');
  const [image] = namedOptions(images.value);
  if (image !== undefined && withoutEngine) return failure(imageWithoutEngine(image));
  const said = texts.get('jobs');
  const jobs = said === undefined ? usualJobs(processors, flags.has('load')) : Number(said);
  if (!Number.isInteger(jobs) || jobs < 1) return failure(noCount(said));
  const reports = chosenReports(texts);
  const fault = reportsFault(reports, cwd);
  if (fault) return failure(fault);
  const variables = namedVariables(texts.get('env'));
  if (!variables.ok) return variables;
  const load = chosenLoad(chosen);
  if (!load.ok) return load;
  const strict = flags.has('strict');
  const answerPlan = { records: flags.has('record'), against: texts.get('against') };
  return ok({
    withoutEngine,
    strict,
    answerPlan,
    images: images.value,
    jobs,
    reports,
    load: load.value,
    variables: variables.value,
  });
}

/** Checks measure times, so listings must not compete for processors; a load needs all of them. */
function usualJobs(processors: number, withLoad: boolean): number {
  return withLoad ? 1 : Math.max(1, Math.floor(processors / 2));
}

function imageWithoutEngine(option: string): UsageFault {
  return {
    what: `\`--${option}\` names an image, and \`--no-engine\` runs none`,
    fix: 'leave one of them out',
  };
}

function noCount(said: string | undefined): UsageFault {
  return { what: `\`--jobs\` is ${said}, which is no number of listings`, fix: 'pass 1 or more' };
}
