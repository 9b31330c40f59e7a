import { crc32 } from 'node:zlib';

/** A part of an answer as an event in the encoding of AWS: lengths, headers and payload, each with a checksum. */
export function payloadPart(bytes: Uint8Array): Buffer {
  const headers = Buffer.concat([
    header(':event-type', 'PayloadPart'),
    header(':content-type', 'application/octet-stream'),
    header(':message-type', 'event'),
  ]);
  const start = numbers(16 + headers.length + bytes.length, headers.length);
  const message = Buffer.concat([start, numbers(crc32(start)), headers, bytes]);
  return Buffer.concat([message, numbers(crc32(message))]);
}

function header(name: string, value: string): Buffer {
  const length = Buffer.from([7, value.length >> 8, value.length & 255]);
  return Buffer.concat([Buffer.from([name.length]), Buffer.from(name), length, Buffer.from(value)]);
}

function numbers(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, 4 * index);
  return bytes;
}
