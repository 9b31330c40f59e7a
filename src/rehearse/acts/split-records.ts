import { failure, ok, type Result } from '../../model/result.ts';
import { joinBytes } from '../../text/join-bytes.ts';

/** One record of a file: as a transform sends it with others, and as it sends it alone. */
export interface RecordOfFile {
  readonly framed: Uint8Array;
  /** Without the frame of a binary format: SageMaker removes it for SingleRecord. */
  readonly alone: Uint8Array;
}

type SplitFile = Result<readonly RecordOfFile[]>;

/** The records of a file, by the rules of one of SageMaker's `SplitType`s. */
export function splitRecords(body: Uint8Array, split: string): SplitFile {
  if (split === 'RecordIO') return splitFrames(body, 'RecordIO', recordIoFrame);
  if (split === 'TFRecord') return splitFrames(body, 'TFRecord', tfRecordFrame);
  if (split === 'Line') return ok(splitLines(body).map(endedLine).map(plain));
  return ok([plain(body)]);
}

/** Lines with their line breaks, without empty lines. */
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

function endedLine(line: Uint8Array): Uint8Array {
  return line.at(-1) === 10 ? line : joinBytes([line, Uint8Array.of(10)]);
}

function plain(bytes: Uint8Array): RecordOfFile {
  return { framed: bytes, alone: bytes };
}

interface Frame {
  /** The length of the whole frame. */
  readonly length: number;
  readonly payload: Uint8Array;
  /** Whether the record continues in the next frame. */
  readonly goesOn: boolean;
}

type ReadFrame = (body: Uint8Array, at: number) => Frame | undefined;

function splitFrames(body: Uint8Array, format: string, read: ReadFrame): SplitFile {
  const records: RecordOfFile[] = [];
  let begin = 0;
  let payloads: Uint8Array[] = [];
  for (let at = 0; at < body.length; ) {
    const frame = read(body, at);
    if (!frame) return failure(`no ${format}: no whole record begins at byte ${at + 1}`);
    at += frame.length;
    payloads.push(frame.payload);
    if (frame.goesOn) continue;
    records.push({ framed: body.subarray(begin, at), alone: joinPayloads(payloads) });
    begin = at;
    payloads = [];
  }
  return begin < body.length ? failure(`no ${format}: its last record does not end`) : ok(records);
}

const magic = Uint8Array.of(0x0a, 0x23, 0xd7, 0xce);

/** RecordIO cuts a payload at each magic number in it, and leaves the number out; this puts it back. */
function joinPayloads(payloads: readonly Uint8Array[]): Uint8Array {
  return joinBytes(payloads.flatMap((payload, index) => (index === 0 ? [payload] : [magic, payload])));
}

/** The magic number, a word with 3 bits for the part and 29 for the length, the payload padded to a multiple of 4. */
function recordIoFrame(body: Uint8Array, at: number): Frame | undefined {
  const start = at + 8;
  if (start > body.length || magic.some((byte, index) => body[at + index] !== byte)) return undefined;
  const word = wordAt(body, at + 4);
  const size = word % 2 ** 29;
  const part = Math.floor(word / 2 ** 29);
  const end = start + 4 * Math.ceil(size / 4);
  if (end > body.length) return undefined;
  return { length: end - at, payload: body.subarray(start, start + size), goesOn: part === 1 || part === 2 };
}

/** The length in 8 bytes, its checksum, the payload, and the payload's checksum. */
function tfRecordFrame(body: Uint8Array, at: number): Frame | undefined {
  const start = at + 12;
  if (start > body.length) return undefined;
  const size = wordAt(body, at) + wordAt(body, at + 4) * 2 ** 32;
  const end = start + size + 4;
  if (end > body.length) return undefined;
  return { length: end - at, payload: body.subarray(start, start + size), goesOn: false };
}

function wordAt(body: Uint8Array, at: number): number {
  return new DataView(body.buffer, body.byteOffset).getUint32(at, true);
}
