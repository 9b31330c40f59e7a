// docs/reference/toolkits.md, generated from what the tests see of SageMaker's own packages. `npm run docs` writes it.
import { readFileSync, writeFileSync } from 'node:fs';

const pageFile = new URL('../docs/reference/toolkits.md', import.meta.url);

interface Difference {
  readonly what: string;
  readonly toolkit: string;
  readonly here: string;
}

/** Every difference that a script, a caller or a buyer can notice. */
export function toolkitsPage(): string {
  return `# What differs from SageMaker's toolkits

AWS's framework containers run scripts with two Python packages. Scripts that were written for them find the same here, but for what these
tables say. Each row is tried on the real packages.

## Training: \`sagemaker-training\` 5.1.4 and script mode

How a script comes in: [script mode](../how-to/script-mode.md). Arguments and \`SM_*\` variables have the spelling of the toolkit, to the letter: Python's
\`True\`, \`1e-05\`, \`NaN\`, \`-0.0\` and whole numbers of any size.

${rowsOf('training', 'script mode')}

## Inference: \`sagemaker-inference\` 1.10.1 and Python handlers

The first rows: what its default functions make of a body and a prediction, and what becomes of them here with \`TAKES = "numbers"\`. What handlers
get besides: [python.md](python.md), [requests.md](requests.md). The last rows: what becomes of a script's own functions with
[\`inference.entry\`](../how-to/inference-script.md).

${rowsOf('inference', 'here')}
`;
}

function rowsOf(table: 'training' | 'inference', here: string): string {
  const file = new URL(`../test/toolkits/${table}.json`, import.meta.url);
  const { differences }: { readonly differences: readonly Difference[] } = JSON.parse(
    readFileSync(file, 'utf8'),
  );
  const rows = differences.map((one) => `| ${one.what} | ${one.toolkit} | ${one.here} |`);
  return [`| | the toolkit | ${here} |`, '|---|---|---|', ...rows].join('\n');
}

if (import.meta.main) writeFileSync(pageFile, toolkitsPage());
