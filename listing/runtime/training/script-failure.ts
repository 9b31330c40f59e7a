import { constants } from 'node:os';
import type { ScriptEnd } from './script-process.ts';

/** As in shells: 128 plus the number of the signal. */
export function exitCodeOf({ code, signal }: Pick<ScriptEnd, 'code' | 'signal'>): number {
  return code ?? 128 + (signal ? constants.signals[signal] : 0);
}

/** Slightly below the limit of the failure file. */
const mostBytes = 1000;

/**
 * The cause first, because buyers see 1024 characters; then how the script ended, and the output before the cause.
 */
export function failureOf(name: string, end: ScriptEnd): Error {
  const said = end.said.split(/\r\n|\n|\r/).map((line) => line.trimEnd());
  while (said.length > 0 && !/[\p{L}\p{N}]/u.test(said.at(-1) ?? '')) said.pop();
  const causeAt = end.signal === null ? causeIn(said) : said.length;
  const cause = said.slice(causeAt).join('\n');
  const how = howItEnded(name, end);
  const first = cause === '' ? how : `${short(withRemedy(cause.replace(/^[\s|+-]+/, '')), 500)}\n${how}`;
  const before = lastLines(said.slice(0, causeAt), mostBytes - Buffer.byteLength(first));
  const failure = new Error([first, ...before].join('\n'));
  // The stack of this process has no information about the script.
  Object.defineProperty(failure, 'stack', { value: undefined });
  return failure;
}

function howItEnded(name: string, { code, signal, isStopped }: ScriptEnd): string {
  if (isStopped && signal === 'SIGTERM')
    return `The job was stopped, and ${name} ended immediately: a script that handles SIGTERM has 110 seconds to save`;
  if (signal === 'SIGKILL' || code === 128 + constants.signals.SIGKILL)
    return `${name} was ended by SIGKILL, which usually means that the memory was full: use an instance type with more memory`;
  if (signal) return `${name} was ended by ${signal}`;
  return `${name} ended with exit code ${code}`;
}

/**
 * The line where the cause starts. It is the error at the end of a traceback, which can have several lines. Without a
 * traceback, it is the last line with letters. Two kinds of tracebacks do not count: those of exceptions that Python
 * ignored, and those with many lines after them, because the script continued.
 */
function causeIn(lines: readonly string[]): number {
  const traceback = lines.findLastIndex(
    (line, index) => line.startsWith('Traceback (most') && !lines[index - 1]?.startsWith('Exception ignored'),
  );
  const error = lines.findIndex((line, index) => index > traceback && /^[A-Za-z_][\w.]*(:|$)/.test(line));
  const isItsEnd = traceback >= 0 && error >= 0 && lines.length - error <= mostLinesOfCause;
  return isItsEnd
    ? error
    : Math.max(
        0,
        lines.findLastIndex((line) => /\p{L}/u.test(line)),
      );
}

const mostLinesOfCause = 12;

function withRemedy(cause: string): string {
  if (!cause.startsWith('ModuleNotFoundError')) return cause;
  return `${cause}; add a package to requirements.txt; put your own module next to the script, or name it in \`include\` of the manifest`;
}

function short(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most).toWellFormed()}…`;
}

/**
 * The last lines that fit into `most` bytes, without the marks (`~~^^`) that Python puts below the lines of a
 * traceback.
 */
function lastLines(lines: readonly string[], most: number): readonly string[] {
  const shortened = lines.filter((line) => !/^\s*[~^]+$/.test(line)).map((line) => short(line, 160));
  let room = most;
  const first = shortened.findLastIndex((line) => {
    room -= Buffer.byteLength(line) + 1;
    return room < 0;
  });
  return shortened.slice(first + 1);
}
