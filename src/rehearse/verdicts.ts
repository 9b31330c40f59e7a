import type { Objector, Seen } from '../model/rehearsal.ts';
import type { Answered, Reply } from './stage.ts';

export function passed(words: string, evidence?: readonly string[]): Seen {
  return { verdict: 'passed', words, ...(evidence && { evidence: linesOf(evidence) }) };
}

/** `objector` is for a failure that is worse, or milder, than what the check usually finds. */
export function failed(
  words: string,
  fix: string,
  evidence: readonly string[] = [],
  objector?: Objector,
): Seen {
  return {
    verdict: 'failed',
    words,
    fix,
    ...(evidence.length > 0 && { evidence: linesOf(evidence) }),
    ...(objector && { objector }),
  };
}

/** A traceback or a body is one text of many lines; the reports print lines. */
function linesOf(evidence: readonly string[]): readonly string[] {
  return evidence.flatMap((text) => text.trimEnd().split(/\r\n|\r|\n/));
}

export function notSeen(words: string): Seen {
  return { verdict: 'not-seen', words };
}

/** What this stage cannot show, and a container can. */
export function containerShows(words: string): Seen {
  return { verdict: 'not-seen', words, needs: 'container' };
}

/** A bad status is an answer; a caller without any waits until the time is over. */
export function whoMissesAnAnswer(answers: readonly Reply[]): Objector | undefined {
  return answers.every(({ ok }) => ok) ? undefined : 'buyers suffer';
}

/** `200 in 3 ms`, or why there is no answer. */
export function answerWords(answer: Reply): string {
  return !answer.ok ? answer.reason : `${answer.value.status} in ${timeWords(answer.milliseconds)}`;
}

/** Like `answerWords`, with the text of the body, for evidence: its lines stay lines. */
export function wholeAnswerWords(answer: Reply): string {
  const body = answer.ok ? shortText(answer.value.body, 1000).trim() : '';
  return body ? `${answerWords(answer)}: ${body}` : answerWords(answer);
}

/** `12 ms`, `1.4 s`. */
export function timeWords(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

/** In decimal units: `198 MB`, `31 GB`. */
export function sizeWords(bytes: number): string {
  if (bytes < 0) return `-${sizeWords(-bytes)}`;
  if (bytes < 10_000) return `${bytes} bytes`;
  if (bytes < 10_000_000) return `${Math.round(bytes / 1000)} kB`;
  if (bytes < 10_000_000_000) return `${Math.round(bytes / 1e6)} MB`;
  return `${Math.round(bytes / 1e9)} GB`;
}

/** The text of a body, cut and in one line, for a sentence. */
export function bodyWords(body: Uint8Array): string {
  return shortText(body, 200).replace(/\s+/g, ' ').trim();
}

/** The text of a body, cut for a report. */
export function shortText(body: Uint8Array, most: number): string {
  const text = new TextDecoder().decode(body.subarray(0, most));
  return body.length > most ? `${text}…` : text;
}

/** SageMaker takes the chunks of HTTP for a stream. */
export function isChunked(headers: { readonly 'transfer-encoding'?: string | undefined }): boolean {
  return headers['transfer-encoding'] === 'chunked';
}

/** The media type alone. */
export function mediaType(value: string | undefined): string {
  return (value ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

export function isStatus(answer: Reply, from: number, to: number): answer is Answered {
  return answer.ok && answer.value.status >= from && answer.value.status <= to;
}
