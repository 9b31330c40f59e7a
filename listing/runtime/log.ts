export interface LogEntry {
  readonly level: 'info' | 'error';
  readonly event: string;
  readonly [detail: string]: unknown;
}

export type Log = (entry: LogEntry) => void;

/** Writes one line of JSON to stderr. CloudWatch stores each line as one event. */
export function logLine(entry: LogEntry): void {
  process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), ...entry })}\n`);
}

/** The details of an error for the log. The stack is never sent to callers. */
export function detailsOf(fault: unknown): Readonly<Record<string, unknown>> {
  return fault instanceof Error ? { message: fault.message, stack: fault.stack } : { message: String(fault) };
}
