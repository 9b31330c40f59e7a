// docs/refusals.md, generated from the tables that the scripts and the commands use. `npm run docs` writes
// it.
import { writeFileSync } from 'node:fs';
import { type KnownError, knownAwsErrors } from '../src/model/known-errors.ts';
import { knownPushErrors, knownScanErrors } from '../src/model/known-registry-errors.ts';
import { knownValidationErrors } from '../src/model/known-validation-errors.ts';

const pageFile = new URL('../docs/refusals.md', import.meta.url);

/** The whole page: every refusal that the program knows, with its message and fix. */
export function refusalsPage(): string {
  const scans = Object.entries(knownScanErrors).map(([state, error]) => ({ pattern: state, ...error }));
  return `# What is refused on the way to a product, and what helps

\`sagemaker-mkt upload\`, \`sagemaker-mkt register\` and the scripts of a listing tell what somebody else refused as one
\`error:\`, with a \`fix:\`, and with the words of whoever refused behind \`said:\`. They exit with 4. What was done before stays
done, and the next run goes on from there. The first column is what those words are known by: the first row that fits is told.

## AWS

${table('known by', knownAwsErrors)}

## The registry, as the container engine words it

${table('known by', knownPushErrors)}

## The scan

${table('state', scans)}

## AWS's validation of a model package or algorithm

Some of it AWS says already when the resource is created: what the first table does not know is looked for here.

${table('known by', knownValidationErrors)}
`;
}

function table(known: string, errors: readonly KnownError[]): string {
  const rows = errors.map(({ pattern, what, fix }) => `| ${code(pattern)} | ${text(what)} | ${text(fix)} |`);
  return [`| ${known} | means | fix |`, '|---|---|---|', ...rows].join('\n');
}

function code(pattern: string): string {
  if (pattern === '.') return 'anything else';
  return pattern
    .split('|')
    .map((part) => `\`${part}\``)
    .join(' ');
}

/** Angle brackets mark a placeholder, not an HTML tag. */
function text(words: string): string {
  return words.replaceAll('%s', '_that action_').replace(/<([^>]+)>/g, '&lt;$1&gt;');
}

if (import.meta.main) writeFileSync(pageFile, refusalsPage());
