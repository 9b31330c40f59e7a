import { setTimeout as pause } from 'node:timers/promises';

export interface LogEntry {
  readonly level: 'info' | 'error';
  readonly event: string;
  readonly [detail: string]: unknown;
}

export type Log = (entry: LogEntry) => void;

/** Writes one line of JSON to stderr. CloudWatch stores each line as one event. */
export function logLine(entry: LogEntry): void {
  print(process.stderr, `${JSON.stringify({ time: new Date().toISOString(), ...entry })}\n`);
}

/** The details of an error for the log. The stack is never sent to callers. */
export function detailsOf(fault: unknown): Readonly<Record<string, unknown>> {
  return fault instanceof Error ? { message: fault.message, stack: fault.stack } : { message: String(fault) };
}

/** The maximum size in bytes of the output that waits for a slow reader. */
const mostWaiting = 8 * 2 ** 20;

/** Drops the output if nobody reads. */
export function print(stream: NodeJS.WriteStream, output: string | Uint8Array): void {
  if (stream.writableLength < mostWaiting) stream.write(output);
}

/** Ends this process, with the exit code that was set first. Node would drop what still waits for a slow reader. */
export async function exitWhenRead(code: number): Promise<void> {
  process.exitCode ||= code;
  const waiting = [process.stdout, process.stderr].filter(({ writableLength }) => writableLength > 0);
  const read = waiting.map((stream) => new Promise<void>((resolve) => stream.write('', () => resolve())));
  // Nobody may read.
  if (read.length > 0) await Promise.race([Promise.all(read), pause(3000)]);
  process.exit();
}

/** Without this, Node ends a process that writes after the reader of its output has ended. */
export function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}
