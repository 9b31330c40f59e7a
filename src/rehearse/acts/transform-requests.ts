import { joinBytes } from '../../text/join-bytes.ts';
import type { TransformProfile } from '../check.ts';
import type { Reply } from '../stage.ts';
import type { RecordOfFile } from './split-records.ts';

/** The bodies that a transform sends: each record alone, or as many as fit. */
export function requestsOf(
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

/** The file that a transform makes of the answers. */
export function assemble(answers: readonly Reply[], { assemble: by }: TransformProfile): Uint8Array {
  const bodies = answers.flatMap((answer) => (answer.ok ? [answer.value.body] : []));
  const ended = bodies.map((body) =>
    by === 'Line' && body.at(-1) !== 10 ? joinBytes([body, Uint8Array.of(10)]) : body,
  );
  return joinBytes(ended);
}
