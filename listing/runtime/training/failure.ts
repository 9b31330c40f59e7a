import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';

/** What the buyer reads. SageMaker takes the first 1024 characters; counted in bytes, no reader cuts one in two. */
const mostBytes = 1024;

const restIsInTheLog = '…\n(the log has the rest)\n';

/** A reason that an earlier run left here, as happens on a seller's machine, is not this run's. */
export function forgetFailure(baseDir: string): void {
  try {
    rmSync(failureFile(baseDir), { force: true });
  } catch {
    // Whoever may not remove it may still train.
  }
}

export function hasFailure(baseDir: string): boolean {
  return existsSync(failureFile(baseDir));
}

/** The cause alone; its stack is for the log. A file that is there already is the training code's own and says it better. */
export function writeFailure(baseDir: string, fault: unknown): void {
  if (hasFailure(baseDir)) return;
  mkdirSync(join(baseDir, 'output'), { recursive: true });
  writeFileSync(failureFile(baseDir), cut(`${messageOf(fault)}\n`));
}

function failureFile(baseDir: string): string {
  return join(baseDir, 'output/failure');
}

/** At most as many bytes as are read, and whole characters only. */
function cut(text: string): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= mostBytes) return text;
  let end = mostBytes - Buffer.byteLength(restIsInTheLog);
  while (isInsideCharacter(bytes[end])) end -= 1;
  return bytes.toString('utf8', 0, end) + restIsInTheLog;
}

function isInsideCharacter(byte = 0): boolean {
  return byte >> 6 === 0b10;
}

/** Anything can be thrown: an error with causes, several errors at once, a text, or nothing at all. */
export function messageOf(fault: unknown, depth = 0): string {
  if (typeof fault === 'string' && fault !== '') return fault;
  if (!(fault instanceof Error)) return `The training code threw ${inspect(fault)}`;
  const message = fault.message || fault.name;
  const causes: unknown[] = fault instanceof AggregateError ? [...fault.errors] : [];
  if (fault.cause !== undefined) causes.push(fault.cause);
  // An error can be its own cause.
  if (depth === 5) return message;
  return [message, ...causes.map((cause) => `because: ${messageOf(cause, depth + 1)}`)].join('\n');
}
