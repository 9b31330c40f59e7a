import type { YAMLError } from 'yaml';
import type { SourceFile } from '../model/manifest-tree.ts';
import type { LocatedProblem } from '../model/problem.ts';
import { sourceLocation } from './source-location.ts';

type Words = Pick<LocatedProblem, 'code' | 'what' | 'fix'> & { readonly because?: string };

/** An error of the YAML parser, in words for readers who do not know YAML's grammar. */
export function explainYamlError(
  source: SourceFile,
  error: Pick<YAMLError, 'code' | 'pos' | 'message'>,
): LocatedProblem {
  const [start, end] = error.pos;
  if (source.text.slice(start).trim() === '') return somethingIsOpen(source);
  const words = wordsFor(error, lineOf(source.text, start));
  return {
    ...words,
    severity: 'error',
    location: sourceLocation({ source, start, end: Math.max(end, start + 1) }),
  };
}

/** An error at the end of the file: a quote or bracket above was never closed. The last character is shown. */
function somethingIsOpen(source: SourceFile): LocatedProblem {
  const end = source.text.trimEnd().length;
  const location = sourceLocation({ source, start: Math.max(0, end - 1), end });
  const what = 'the file ends here, and a quote or bracket is still open';
  return { code: 'yaml-syntax', severity: 'error', location, what, fix: missingCharacter.fix };
}

function wordsFor(error: Pick<YAMLError, 'code' | 'message'>, line: string): Words {
  if (error.code === 'TAB_AS_INDENT' || /^\s*\t/.test(line)) return tab;
  const known = knownFaults[error.code];
  if (known) return known;
  return {
    code: 'yaml-syntax',
    what: `this is not YAML: ${lowerFirst(error.message.split('\n', 1)[0] ?? '')}`,
    fix: 'check the quotes, colons and indentation of this line and the one above it',
  };
}

const tab: Words = {
  code: 'yaml-tab',
  what: 'this line is indented with a tab',
  because: 'YAML allows only spaces for indentation',
  fix: 'replace the tab by two spaces',
};

const missingCharacter: Words = {
  code: 'yaml-syntax',
  what: 'a closing quote, bracket or a comma is missing here',
  fix: 'close it, or put the whole value in quotes',
};

const knownFaults: Partial<Record<YAMLError['code'], Words>> = {
  DUPLICATE_KEY: {
    code: 'yaml-duplicate-key',
    what: 'this key is twice in the same map',
    because: 'only one of the two values could be used',
    fix: 'remove one of them, or merge both into one',
  },
  BAD_INDENT: {
    code: 'yaml-indentation',
    what: 'this line is not indented as the lines around it',
    fix: 'give all keys of one map the same number of spaces in front',
  },
  BAD_ALIAS: {
    code: 'yaml-alias',
    what: 'this alias has no anchor',
    fix: 'put the value here, or write the text in quotes if the * belongs to it',
  },
  MULTIPLE_DOCS: {
    code: 'yaml-many-documents',
    what: 'a second YAML document starts here',
    because: 'one file describes one listing',
    fix: 'move it to a marketplace.yaml in a folder of its own',
  },
  MISSING_CHAR: missingCharacter,
  MULTILINE_IMPLICIT_KEY: {
    code: 'yaml-syntax',
    what: 'this key goes on over several lines',
    fix: 'put a colon and a space behind the key',
  },
  TAG_RESOLVE_FAILED: {
    code: 'yaml-tag',
    what: 'a manifest has no tags such as !this',
    fix: 'remove the tag, or put the text in quotes if the ! belongs to it',
  },
  NON_STRING_KEY: {
    code: 'yaml-key',
    what: 'this key is not text',
    fix: 'write a plain word in front of the colon',
  },
  RESOURCE_EXHAUSTION: {
    code: 'yaml-too-deep',
    what: 'this file nests maps or lists hundreds of levels deep',
    fix: 'pass a manifest: it needs no more than eight levels',
  },
};

function lineOf(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return text.slice(start, offset + 1);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
