import type { ResolvedListing } from '../../model/resolved-listing.ts';
import { joinBytes } from '../../text/join-bytes.ts';
import type { Transform, TransformProfile } from '../check.ts';
import type { TimeLimits } from '../limits.ts';
import { wholeSamples } from '../questions.ts';
import type { Answer, Broken, Materials, Server } from '../stage.ts';

/** The environment of a transform, with what a job says only where it was asked to. */
export function batchEnvironment({ strategy, maxPayloadMB }: TransformProfile): Record<string, string> {
  return {
    SAGEMAKER_BATCH: 'true',
    SAGEMAKER_BATCH_STRATEGY: strategy === 'MultiRecord' ? 'MULTI_RECORD' : 'SINGLE_RECORD',
    SAGEMAKER_MAX_PAYLOAD_IN_MB: String(maxPayloadMB),
  };
}

/** What AWS will run to validate the listing, or would with the defaults of its first types. */
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

/** Splits the sample, sends the pieces one after the other, and puts the answers together, as the platform does. */
export async function transformSample(
  server: Server,
  materials: Materials,
  limits: TimeLimits,
): Promise<Transform> {
  const profile = transformProfile(materials.listing);
  const sample = wholeSamples(materials).find(({ type }) => type === profile.contentType);
  const records = sample ? recordsOf(sample.body, profile) : [];
  const sent = requestsOf(records, profile);
  const answers: (Answer | Broken)[] = [];
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
    assembled: assemble(answers, profile),
    log: await server.log(),
  };
}

/** `text/csv by Line, MultiRecord, to application/json`. */
export function profileWords({ profile }: Transform): string {
  const { contentType, split, strategy, accept, assemble: by } = profile;
  const pieces = split === 'None' ? 'whole' : `by ${split}, ${strategy}`;
  return `${contentType} ${pieces}, to ${accept}${by === 'None' ? '' : ` by ${by}`}`;
}

/** Lines with their ends, without empty ones. */
export function splitLines(body: Uint8Array): readonly Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let from = 0; from < body.length; ) {
    const end = body.indexOf(10, from);
    const to = end === -1 ? body.length : end + 1;
    if (to - from > 1 || body[from] !== 10) lines.push(body.subarray(from, to));
    from = to;
  }
  return lines;
}

/** So many records at least: of one alone, nobody sees whether the answers stay in their order, or apart. */
const leastRecords = 12;

/** RecordIO and TFRecord have no split of ours: a whole file of one record is what they would come to. */
function recordsOf(body: Uint8Array, { split }: TransformProfile): readonly Uint8Array[] {
  if (split !== 'Line') return [body];
  const lines = splitLines(body).map((line) =>
    line.at(-1) === 10 ? line : joinBytes([line, Uint8Array.of(10)]),
  );
  const times = Math.ceil(leastRecords / Math.max(1, lines.length));
  return Array.from({ length: times }, () => lines).flat();
}

function requestsOf(
  records: readonly Uint8Array[],
  { strategy, maxPayloadMB }: TransformProfile,
): readonly Uint8Array[] {
  if (strategy === 'SingleRecord') return records;
  const requests: Uint8Array[][] = [];
  // 0 stands for a body without a limit, sent in chunks.
  const most = maxPayloadMB === 0 ? Number.POSITIVE_INFINITY : maxPayloadMB * 2 ** 20;
  let size = most;
  for (const record of records) {
    if (size + record.length > most) {
      requests.push([]);
      size = 0;
    }
    requests.at(-1)?.push(record);
    size += record.length;
  }
  return requests.map(joinBytes);
}

function assemble(answers: readonly (Answer | Broken)[], { assemble: by }: TransformProfile): Uint8Array {
  const bodies = answers.flatMap((answer) => ('body' in answer ? [answer.body] : []));
  const ended = bodies.map((body) =>
    by === 'Line' && body.at(-1) !== 10 ? joinBytes([body, Uint8Array.of(10)]) : body,
  );
  return joinBytes(ended);
}
