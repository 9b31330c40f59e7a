import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';

/**
 * SageMaker shows buyers the first 1024 characters. The limit is in bytes, so that no reader cuts a character in
 * two.
 */
const mostBytes = 1024;

const restIsInTheLog = '…\n(the log has the rest)\n';

/** Removes the failure file of an earlier run, which can exist on a seller's machine. */
export function removeOldFailure(baseDir: string): void {
  try {
    rmSync(failureFile(baseDir), { force: true });
  } catch {
    // Training can continue even if the file cannot be removed.
  }
}

export function hasFailure(baseDir: string): boolean {
  return existsSync(failureFile(baseDir));
}

/**
 * Writes only the cause; the stack is in the log. An existing file is kept: the training code wrote it, with more
 * details.
 */
export function writeFailure(baseDir: string, fault: unknown): void {
  if (hasFailure(baseDir)) return;
  mkdirSync(join(baseDir, 'output'), { recursive: true });
  writeFileSync(failureFile(baseDir), cut(`${messageOf(fault)}\n`));
}

function failureFile(baseDir: string): string {
  return join(baseDir, 'output/failure');
}

/** Cuts the text to `mostBytes`, between characters. */
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

/** Any value can be thrown: an error with causes, several errors at once, a string, or undefined. */
export function messageOf(fault: unknown, depth = 0): string {
  if (typeof fault === 'string' && fault !== '') return fault;
  if (!(fault instanceof Error)) return `The training code threw ${inspect(fault)}`;
  const message = fault.message || fault.name;
  const causes: unknown[] = fault instanceof AggregateError ? [...fault.errors] : [];
  if (fault.cause !== undefined) causes.push(fault.cause);
  // The depth is limited because an error can be its own cause.
  if (depth === 5) return message;
  return [message, ...causes.map((cause) => `because: ${messageOf(cause, depth + 1)}`)].join('\n');
}
