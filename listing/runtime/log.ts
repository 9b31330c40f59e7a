export interface LogEntry {
  readonly level: 'info' | 'error';
  readonly event: string;
  readonly [detail: string]: unknown;
}

export type Log = (entry: LogEntry) => void;

/** One line of JSON on stderr, which CloudWatch keeps as one event. */
export function logLine(entry: LogEntry): void {
  process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), ...entry })}\n`);
}

/** What a log tells of a fault: the stack never leaves the container in any other way. */
export function detailsOf(fault: unknown): Readonly<Record<string, unknown>> {
  return fault instanceof Error ? { message: fault.message, stack: fault.stack } : { message: String(fault) };
}
