import { countResults, objectorOf, type Rehearsal, type Rehearsed, severityOf } from '../model/rehearsal.ts';
import { replaceHidden } from '../text/hidden-characters.ts';
import { verdictOf } from './print-rehearsal.ts';
import type { RehearsedListing } from './rehearsed-listing.ts';

/** For CI: a suite for each listing and a case for each check, in the form that all readers of JUnit files accept. */
export function rehearsalsAsJunit(listings: readonly RehearsedListing[]): string {
  const suites = listings.map((listing) => suiteOf(listing));
  const sum = (of: (suite: Suite) => number) => suites.reduce((total, suite) => total + of(suite), 0);
  const all: Suite = {
    name: 'sagemaker-mkt rehearse',
    tests: sum(({ tests }) => tests),
    failures: sum(({ failures }) => failures),
    errors: sum(({ errors }) => errors),
    skipped: sum(({ skipped }) => skipped),
    milliseconds: sum(({ milliseconds }) => milliseconds),
    content: suites.map((suite) => element('testsuite', suite)).join(''),
  };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', all)}`;
}

interface Suite {
  readonly name: string;
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
  readonly milliseconds: number;
  readonly content: string;
}

function suiteOf({ manifest, outcome }: RehearsedListing): Suite {
  const none = { tests: 1, failures: 0, errors: 1, skipped: 0, milliseconds: 0 };
  if (!outcome.ok) {
    const error = `<error message=${quoted(outcome.reason)} type="refused">${text(outcome.reason)}</error>`;
    return { name: manifest, ...none, content: caseOf(manifest, 'rehearsal', 0, error) };
  }
  const rehearsal = outcome.value;
  const { failed, notSeen } = countResults(rehearsal.results);
  return {
    name: rehearsal.listing,
    tests: rehearsal.results.length,
    failures: failed,
    errors: 0,
    skipped: notSeen,
    milliseconds: rehearsal.milliseconds,
    content: [
      verdictProperty(rehearsal),
      ...rehearsal.results.map((result) => checkCase(rehearsal, result)),
    ].join(''),
  };
}

/** JUnit knows failures and no verdict, and a suite without failures may be ready only as far as seen. */
function verdictProperty(rehearsal: Rehearsal): string {
  const verdict = quoted(verdictOf(rehearsal));
  return `<properties><property name="verdict" value=${verdict}/></properties>\n`;
}

function element(name: string, { milliseconds, content, ...counts }: Suite): string {
  const attributes = Object.entries(counts).map(([key, value]) => ` ${key}=${quoted(String(value))}`);
  return `<${name}${attributes.join('')} time="${seconds(milliseconds)}">\n${content}</${name}>\n`;
}

/** Readers identify a case by its class and its name, so the class includes the listing. */
function checkCase({ listing }: Rehearsal, result: Rehearsed): string {
  const { check, milliseconds } = result;
  return caseOf(`${listing}.${check.phase}`, check.id, milliseconds, contentOf(result));
}

function caseOf(className: string, name: string, milliseconds: number, content: string): string {
  const time = seconds(milliseconds);
  return `<testcase classname=${quoted(className)} name=${quoted(name)} time="${time}">${content}</testcase>\n`;
}

/** A warning is not a failure, so its text is the output of the test, which readers show. */
function contentOf(result: Rehearsed): string {
  const { check, seen } = result;
  if (seen.verdict === 'not-seen') return `<skipped message=${quoted(seen.words)}/>`;
  const evidence = (seen.evidence ?? []).map((line) => `    ${line}`);
  if (seen.verdict === 'passed')
    return `<system-out>${text([seen.words, ...evidence].join('\n'))}</system-out>`;
  const rule = `rule: ${check.rule} (${check.source})`;
  const details = text([seen.words, ...evidence, rule, `fix: ${seen.fix}`].join('\n'));
  const objector = objectorOf(result);
  if (severityOf(result) === 'warning') return `<system-out>warning, ${objector}: ${details}</system-out>`;
  return `<failure message=${quoted(seen.words)} type="${objector}">${details}</failure>`;
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** A log may contain anything, and XML cannot contain most control characters: they become U+FFFD. */
function text(words: string): string {
  return replaceHidden(words)
    .replace(/[\u{fffe}\u{ffff}]/gu, '\u{fffd}')
    .replace(/[&<>"]/g, (character) => entities[character] ?? '');
}

/** In an attribute, a reader turns line breaks and tabs into spaces, unless they are character references. */
function quoted(words: string): string {
  return `"${text(words).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')}"`;
}
