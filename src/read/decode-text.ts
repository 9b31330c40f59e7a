import type { LocatedProblem } from '../model/problem.ts';
import { failure, ok, type Result } from '../model/result.ts';
import { sourceLocation, wholeFile } from './source-location.ts';

/** Bytes as text. A UTF-8 byte-order mark, which editors on Windows write, is dropped; other encodings are refused. */
export function decodeText(file: string, bytes: Uint8Array): Result<string, LocatedProblem> {
  const severity = 'error';
  if (isUtf16(bytes))
    return failure({
      code: 'manifest-not-utf8',
      severity,
      location: wholeFile(file),
      what: 'this file is UTF-16, and a manifest must be UTF-8',
      fix: 'save it again as UTF-8',
    });
  const text = new TextDecoder('utf-8').decode(bytes);
  const odd = text.search(/[\0\u{fffd}]/u);
  if (odd === -1) return text.includes('\r') && !text.includes('\n') ? failure(oldLineEnds(file)) : ok(text);
  const location = sourceLocation({ source: { file, text }, start: odd, end: odd + 1 });
  const what =
    text[odd] === '\0'
      ? 'this is a binary file: it holds a zero byte'
      : 'there are bytes here that are not UTF-8 text';
  return failure({
    code: 'manifest-not-text',
    severity,
    // The line is not text, so it is not shown.
    location: { ...location, length: 0, source: '' },
    what,
    fix: 'pass a YAML file, saved as UTF-8',
  });
}

/** YAML 1.2 knows them; the parser, like most editors of today, does not. */
function oldLineEnds(file: string): LocatedProblem {
  return {
    code: 'manifest-not-text',
    severity: 'error',
    location: wholeFile(file),
    what: 'the lines of this file end as on a Mac of the last century (CR), so it is one single line',
    fix: 'save it with the line ends LF or CRLF',
  };
}

function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}
