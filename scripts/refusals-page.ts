// docs/reference/refusals.md, generated from the tables that the scripts and the commands use. `npm run docs` writes
// it.
import { writeFileSync } from 'node:fs';
import { knownCatalogErrors } from '../src/model/known-catalog-errors.ts';
import { type KnownError, knownAwsErrors } from '../src/model/known-errors.ts';
import { knownPushErrors, knownScanErrors } from '../src/model/known-registry-errors.ts';
import { knownValidationErrors } from '../src/model/known-validation-errors.ts';

const pageFile = new URL('../docs/reference/refusals.md', import.meta.url);

/** The whole page: every refusal that the program knows, with its message and fix. */
export function refusalsPage(): string {
  const scans = Object.entries(knownScanErrors).map(([state, error]) => ({ pattern: state, ...error }));
  return `# Refusals while publishing, and their fixes

\`sagemaker-mkt upload\`, \`sagemaker-mkt register\` and the scripts of a listing print a refusal by another program as one
\`error:\`, with a \`fix:\`, and with the original message after \`said:\`. They exit with 4. Earlier steps stay
done, and the next run continues from there. The first column is the pattern for the original message: the first row that matches is printed.

## AWS

${table('known by', knownAwsErrors)}

## The registry, as the container engine words it

${table('known by', knownPushErrors)}

## The scan

${table('state', scans)}

## AWS's validation of a model package or algorithm

AWS reports some of these when the resource is created: this table is used if no row of the first one matches.

${table('known by', knownValidationErrors)}

## AWS Marketplace, of a request in \`marketplace/catalog/\`

The Catalog API takes a request and works on it later: a code stands in \`ErrorDetailList\` of \`aws marketplace-catalog describe-change-set\`,
with the change that it is about. The last ones come at once, as errors of \`start-change-set\`. You send these requests yourself
([how](../how-to/publish-the-product.md)), so nothing of ours prints what stands here.

${catalogTable()}
`;
}

function catalogTable(): string {
  const rows = knownCatalogErrors.map(
    ({ pattern, changes, what, fix }) => `| ${code(pattern)} | ${changes} | ${text(what)} | ${text(fix)} |`,
  );
  return ['| code | change | means | fix |', '|---|---|---|---|', ...rows].join('\n');
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
