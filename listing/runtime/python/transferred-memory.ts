import { isMarkedAsUntransferable } from 'node:worker_threads';

/**
 * The memory of these bytes that can go to another thread without a copy: they are all that is in it. Other bytes are
 * copied.
 */
export function memoryOf(bytes: readonly Uint8Array[]): readonly ArrayBuffer[] {
  const used = new Map<ArrayBuffer, number>();
  for (const { buffer, byteLength } of bytes)
    if (buffer instanceof ArrayBuffer) used.set(buffer, (used.get(buffer) ?? 0) + byteLength);
  return [...used].flatMap(([memory, length]) =>
    length >= memory.byteLength && length > 0 && !isMarkedAsUntransferable(memory) ? [memory] : [],
  );
}
