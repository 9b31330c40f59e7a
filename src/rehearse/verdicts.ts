import type { Seen } from '../model/rehearsal.ts';
import type { Answered, Reply } from './stage.ts';

export function passed(words: string, evidence?: readonly string[]): Seen {
  return { verdict: 'passed', words, ...(evidence && { evidence }) };
}

export function failed(words: string, fix: string, evidence: readonly string[] = []): Seen {
  return { verdict: 'failed', words, fix, ...(evidence.length > 0 && { evidence }) };
}

export function notSeen(words: string): Seen {
  return { verdict: 'not-seen', words };
}

/** `200 in 3 ms`, or why there is no answer. */
export function answerWords(answer: Reply): string {
  return !answer.ok ? answer.reason : `${answer.value.status} in ${timeWords(answer.milliseconds)}`;
}

/** Like `answerWords`, with the text of the body. */
export function wholeAnswerWords(answer: Reply): string {
  const body = answer.ok ? bodyWords(answer.value.body) : '';
  return body ? `${answerWords(answer)}: ${body}` : answerWords(answer);
}

/** `12 ms`, `1.4 s`. */
export function timeWords(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

/** In decimal units: `198 MB`. */
export function sizeWords(bytes: number): string {
  if (bytes < 0) return `-${sizeWords(-bytes)}`;
  if (bytes < 10_000) return `${bytes} bytes`;
  if (bytes < 10_000_000) return `${Math.round(bytes / 1000)} kB`;
  return `${Math.round(bytes / 1e6)} MB`;
}

/** The text of a body, cut for a report. */
export function bodyWords(body: Uint8Array): string {
  const text = new TextDecoder().decode(body.subarray(0, 200)).replace(/\s+/g, ' ').trim();
  return body.length > 200 ? `${text}…` : text;
}

/** The media type alone. */
export function mediaType(value: string | undefined): string {
  return (value ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

export function isStatus(answer: Reply, from: number, to: number): answer is Answered {
  return answer.ok && answer.value.status >= from && answer.value.status <= to;
}
