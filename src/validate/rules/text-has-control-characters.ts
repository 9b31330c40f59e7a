import { pathInWords } from '../../problem/phrasing.ts';
import { characterInWords } from '../character-in-words.ts';
import { type PlacedText, shownTextsOf } from '../manifest-places.ts';
import { pageTextsOf } from '../page-places.ts';
import type { Rule, Violation } from './rule.ts';

/** Characters that SageMaker's EntityDescription and ParameterName do not allow (SageMaker API, read 2026-11-21). */
const refused = /[^\p{L}\p{M}\p{Z}\p{S}\p{N}\p{P}]/u;

/** Of the page (Catalog API, read 2026-11-29). Blanks and line ends around the text are removed for the seller. */
const control = /\p{Cc}(?!\n*$)/u;
const controlOnLines = /[^\P{Cc}\n]/u;

const textRule = 'SageMaker takes letters, digits, punctuation, symbols and spaces here, and nothing else';
const pageRule = 'AWS Marketplace takes no control characters';
const metricBecause = 'two names that differ only in an invisible character look the same to buyers';

/** Names and descriptions that buyers read have only visible characters, on one line. */
export const textHasControlCharacters: Rule = {
  code: 'text-has-control-characters',
  check({ manifest }) {
    return [
      ...shownTextsOf(manifest).flatMap((text) => violationsFor(text, refused, textRule)),
      ...pageTextsOf(manifest).flatMap((text) =>
        violationsFor(text, text.isLong ? controlOnLines : control, pageRule),
      ),
    ];
  },
};

function violationsFor({ path, value }: PlacedText, pattern: RegExp, rule: string): Violation[] {
  const character = pattern.exec(value)?.[0];
  if (character === undefined) return [];
  const before = [...value.slice(0, value.indexOf(character))];
  const place = before.length === 0 ? 'at its start' : `after "${before.slice(-20).join('')}"`;
  return [
    {
      at: path,
      what: `${pathInWords(path)} has ${characterInWords(character)} ${place}`,
      ...(path.includes('metrics') ? { because: metricBecause } : { rule }),
      fix: fixFor(character),
    },
  ];
}

function fixFor(character: string): string {
  if (character === '\n' || character === '\r')
    return 'write it on one line; a long text may follow `>-`, which joins its lines, where `|` keeps them apart';
  if (character === '\t') return 'put a space there instead of the tab';
  return 'delete it there, or type the text again: pasted text often has such characters';
}
