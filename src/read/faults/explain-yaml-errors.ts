import type { YAMLError } from 'yaml';
import type { SourceFile } from '../../model/manifest-tree.ts';
import type { LocatedProblem } from '../../model/problem.ts';
import { sourceLocation } from '../source-location.ts';
import { indentationFault } from './indentation-fault.ts';
import { joinedFault, keyFault } from './key-fault.ts';
import { openFault } from './open-fault.ts';
import { dashFault } from './scalar-fault.ts';
import { escapeFault, type ParserError, valueFault } from './value-fault.ts';
import { conflictMarks, oddSpaces, tabs } from './whitespace-fault.ts';
import { type YamlTokens, yamlTokens } from './yaml-tokens.ts';

type Words = Pick<LocatedProblem, 'code' | 'what' | 'fix'> & { readonly because?: string };

/**
 * The errors of the YAML parser, in words for readers who do not know YAML's grammar. Where the structure is broken,
 * the parser guesses on, so only the first such error is told, at the place that causes it.
 */
export function explainYamlErrors(source: SourceFile, errors: readonly ParserError[]): LocatedProblem[] {
  const tokens = yamlTokens(source.text);
  const breaking = errors.find(({ code }) => !(code in aloneFaults) && code !== 'BAD_DQ_ESCAPE');
  const alone = errors
    .slice(0, breaking && errors.indexOf(breaking))
    .map((error) => explainAlone(source, error, tokens));
  return oneForEachLine([...(breaking ? [explainBreaking(source, errors, breaking, tokens)] : []), ...alone]);
}

/** A text with so many levels that the parser gives up. */
export function tooDeepFault(source: SourceFile): LocatedProblem {
  return { ...tooDeep, severity: 'error', location: sourceLocation({ source, start: 0, end: 1 }) };
}

function explainAlone(source: SourceFile, error: ParserError, tokens: YamlTokens): LocatedProblem {
  if (error.code === 'BAD_DQ_ESCAPE') return escapeFault(source, error, tokens);
  return at(source, error, aloneFaults[error.code] ?? unknown(error));
}

function explainBreaking(
  source: SourceFile,
  errors: readonly ParserError[],
  first: ParserError,
  tokens: YamlTokens,
): LocatedProblem {
  const { open, continued } = tokens;
  return (
    conflictMarks(source) ??
    tabs(source, errors, continued) ??
    oddSpaces(source, continued) ??
    (open && open.offset <= first.pos[0] ? openFault(source, open) : undefined) ??
    valueFault(source, first) ??
    keyFault(source, first) ??
    dashFault(source, continued) ??
    joinedFault(source, continued) ??
    (first.pos[0] < source.text.length ? indentationFault(source, continued) : undefined) ??
    at(source, first, unknown(first))
  );
}

function at(source: SourceFile, { pos: [start, end] }: ParserError, words: Words): LocatedProblem {
  const location = sourceLocation({ source, start, end: Math.max(end, start + 1) });
  return { ...words, severity: 'error', location };
}

/** The parser often reports the same fault again; the first error of a line is enough. */
function oneForEachLine(problems: readonly LocatedProblem[]): LocatedProblem[] {
  const lines = new Set<number>();
  return problems.filter(({ location: { line } }) => !lines.has(line) && lines.add(line));
}

const tooDeep: Words = {
  code: 'yaml-too-deep',
  what: 'this file nests maps or lists hundreds of levels deep',
  fix: 'pass a manifest: it needs no more than eight levels',
};

/** Errors that leave the structure as it is, so that the others are told too. */
const aloneFaults: Partial<Record<YAMLError['code'], Words>> = {
  DUPLICATE_KEY: {
    code: 'yaml-duplicate-key',
    what: 'this key is twice in the same map',
    because: 'only one of the two values could be used',
    fix: 'remove one of them, or merge both into one',
  },
  MULTIPLE_DOCS: {
    code: 'yaml-many-documents',
    what: 'a second YAML document starts here',
    because: 'one file describes one listing',
    fix: 'move it to a marketplace.yaml in a folder of its own',
  },
  BAD_ALIAS: {
    code: 'yaml-alias',
    what: 'this alias has no anchor',
    fix: 'put the value here, or write the text in quotes if the * belongs to it',
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
  RESOURCE_EXHAUSTION: tooDeep,
};

const closesNothing = /flow-(?:seq|map)-end/;

function unknown({ message }: ParserError): Words {
  const code = 'yaml-syntax';
  if (closesNothing.test(message))
    return { code, what: 'this bracket closes nothing', fix: 'remove it, or write the one that it closes' };
  if (message.startsWith('Missing ,'))
    return { code, what: 'a comma is missing in front of this', fix: 'put a comma between the two' };
  const [said = ''] = message.split('\n', 1);
  return {
    code,
    what: `this is not YAML: ${said.charAt(0).toLowerCase()}${said.slice(1)}`,
    fix: 'check the quotes, colons and indentation of this line and the one above it',
  };
}
