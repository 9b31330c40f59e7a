import type { ResolvedListing } from '../../model/resolved-listing.ts';
import { ok } from '../../model/result.ts';
import { joinBytes } from '../../text/join-bytes.ts';
import { headedBody } from '../answers/header-row.ts';
import type { Transform, TransformProfile } from '../check.ts';
import type { TimeLimits } from '../limits.ts';
import type { Materials } from '../materials.ts';
import { wholeSamples } from '../samples.ts';
import type { Reply, Server } from '../stage.ts';
import { type RecordOfFile, splitRecords } from './split-records.ts';

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
  const answers: Reply[] = [];
  for (const body of sent) {
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
  return {
    profile,
    sent,
    answers,
    records: records.length,
    hasHeader,
    assembled: assemble(answers, profile),
    log: await server.log(),
    ...(sample && !split.ok && { notSplit: `${sample.path} is ${split.reason}` }),
  };
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

function requestsOf(
  records: readonly RecordOfFile[],
  { strategy, maxPayloadMB }: TransformProfile,
): readonly Uint8Array[] {
  if (strategy === 'SingleRecord') return records.map(({ alone }) => alone);
  const requests: Uint8Array[][] = [];
  // 0 means a body without a limit, sent in chunks.
  const most = maxPayloadMB === 0 ? Number.POSITIVE_INFINITY : maxPayloadMB * 2 ** 20;
  let size = most;
  for (const { framed } of records) {
    if (size + framed.length > most) {
      requests.push([]);
      size = 0;
    }
    requests.at(-1)?.push(framed);
    size += framed.length;
  }
  return requests.map(joinBytes);
}

function assemble(answers: readonly Reply[], { assemble: by }: TransformProfile): Uint8Array {
  const bodies = answers.flatMap((answer) => (answer.ok ? [answer.value.body] : []));
  const ended = bodies.map((body) =>
    by === 'Line' && body.at(-1) !== 10 ? joinBytes([body, Uint8Array.of(10)]) : body,
  );
  return joinBytes(ended);
}
