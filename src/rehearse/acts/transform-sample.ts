import type { ResolvedListing } from '../../model/resolved-listing.ts';
import { ok } from '../../model/result.ts';
import { headedBody } from '../answers/header-row.ts';
import type { Transform, TransformProfile } from '../check.ts';
import type { TimeLimits } from '../limits.ts';
import type { Materials } from '../materials.ts';
import { wholeSamples } from '../samples.ts';
import type { Reply, Server } from '../stage.ts';
import { answerFile } from './answer-file.ts';
import { type RecordOfFile, splitRecords } from './split-records.ts';
import { assemble, requestsOf } from './transform-requests.ts';

/** The environment of a transform, with the variables that a job sets only when they are configured. */
export function batchEnvironment({ strategy, maxPayloadMB }: TransformProfile): Record<string, string> {
  return {
    SAGEMAKER_BATCH: 'true',
    SAGEMAKER_BATCH_STRATEGY: strategy === 'MultiRecord' ? 'MULTI_RECORD' : 'SINGLE_RECORD',
    SAGEMAKER_MAX_PAYLOAD_IN_MB: String(maxPayloadMB),
  };
}

/** The transform that AWS runs to validate the listing, or one with the defaults of its first types. */
export function transformProfile({
  validation,
  input,
  output,
  inference,
}: ResolvedListing): TransformProfile {
  if (validation) return validation.transform;
  const [given] = input;
  const isByLine = given?.split === 'Line';
  const accept = output.find(({ assemble }) => !isByLine || assemble === 'Line') ?? output[0];
  return {
    contentType: given?.type ?? '',
    accept: accept?.type ?? '',
    split: given?.split ?? 'None',
    assemble: isByLine && accept?.assemble === 'Line' ? 'Line' : 'None',
    strategy: 'MultiRecord',
    maxPayloadMB: Math.min(6, inference.maxPayloadMB),
  };
}

/** Splits the sample, sends the pieces one by one, and joins the answers, as SageMaker does. */
export async function transformSample(
  server: Server,
  materials: Materials,
  limits: TimeLimits,
): Promise<Transform> {
  const profile = transformProfile(materials.listing);
  const sample = wholeSamples(materials).find(({ type }) => type === profile.contentType);
  const split = sample ? splitRecords(sample.body, profile.split) : ok([]);
  const input = materials.listing.input.find(({ type }) => type === profile.contentType);
  const header =
    sample && profile.split === 'Line' ? headedBody(sample.body, input?.codec ?? 'bytes').header : '';
  const hasHeader = header.length > 0;
  const records = split.ok ? repeated(split.value, profile, hasHeader) : [];
  const sent = requestsOf(records, profile);
  const ask = (bodies: readonly Uint8Array[]) => askEach(server, bodies, { profile, limits });
  const answers = await ask(sent);
  const isRecorded = materials.expected === undefined && sample !== undefined && split.ok;
  return {
    profile,
    sent,
    answers,
    records: records.length,
    hasHeader,
    assembled: assemble(answers, profile),
    log: await server.log(),
    ...(isRecorded && {
      recorded: await answerFile(sample, () => ask(requestsOf(split.value, profile)), { materials, profile }),
    }),
    ...(sample && !split.ok && { notSplit: `${sample.path} is ${split.reason}` }),
  };
}

async function askEach(
  server: Server,
  bodies: readonly Uint8Array[],
  { profile, limits }: { readonly profile: TransformProfile; readonly limits: TimeLimits },
): Promise<readonly Reply[]> {
  const answers: Reply[] = [];
  for (const body of bodies) {
    const headers = { 'content-type': profile.contentType, accept: profile.accept };
    const question = {
      path: '/invocations',
      method: 'POST',
      headers,
      body,
      timeoutMs: limits.answer,
    } as const;
    answers.push(await server.ask(question));
  }
  return answers;
}

/** `text/csv by Line, MultiRecord, to application/json`. */
export function profileWords({ profile }: Transform): string {
  const { contentType, split, strategy, accept, assemble: by } = profile;
  const pieces = split === 'None' ? 'whole' : `by ${split}, ${strategy}`;
  return `${contentType} ${pieces}, to ${accept}${by === 'None' ? '' : ` by ${by}`}`;
}

/** The least number of records: one record does not show whether the answers stay in order and separate. */
const leastRecords = 12;

/** A file has the names of its columns once, whatever it is split into. */
function repeated(
  records: readonly RecordOfFile[],
  { split }: TransformProfile,
  hasHeader: boolean,
): readonly RecordOfFile[] {
  if (split === 'None') return records;
  const [head, rows] = hasHeader ? [records.slice(0, 1), records.slice(1)] : [[], records];
  const times = Math.ceil(leastRecords / Math.max(1, rows.length));
  return [...head, ...Array.from({ length: times }, () => rows).flat()];
}
