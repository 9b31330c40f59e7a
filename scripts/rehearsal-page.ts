// docs/rehearsal.md, made from the checks themselves. `npm run docs` writes it.
import { writeFileSync } from 'node:fs';
import { type Phase, phases } from '../src/model/rehearsal.ts';
import { allChecks } from '../src/rehearse/all-checks.ts';
import type { Check } from '../src/rehearse/check.ts';

const pageFile = new URL('../docs/rehearsal.md', import.meta.url);

const acts: Readonly<Record<Phase, string>> = {
  image: 'What there is, before anything runs',
  train: 'Training, of algorithms: a job with the rows of `local/input/data/<channel>/`',
  start: 'The start',
  serve: 'Calls',
  batch: 'A batch transform, with `SAGEMAKER_BATCH=true`',
  stop: 'The stop',
  after: 'Afterwards: what was seen of all servers and trainings',
};

/** Every check with its rule and source, act by act. */
export function rehearsalPage(): string {
  return `# What AWS checks, and how it is rehearsed

\`sagemaker-mkt rehearse\` does to a listing what AWS will do, in this order. Each line of its report says what was seen, with figures; what
failed is told again below with evidence, the rule, its source, and what helps. The last line is \`ready: …\` or \`not ready: …\`.

| exit code | means |
|---|---|
| 0 | no check of an error failed; warnings are told |
| 1 | the manifest has errors, and nothing was tried |
| 4 | a check failed, or the image could not be built |

## Where it runs

Where Docker answers, or podman with \`ENGINE=podman\`, the images of the listing run as on SageMaker: by the words \`serve\` and \`train\`,
without a way out to any network, \`/opt/ml/model\` read-only, a job's files under the names and modes that a real job has shown. An image
that is not there is built by \`scripts/build.sh\`; one that is older than the code is used, and the report says so. On Docker Desktop,
with an engine that does not run as root, and with podman on its older networks (CNI), no container is reached in a network without a way out, so the server has one there, and the
report says so too. A container has the memory and processors of the smallest instance type that the manifest names, where this machine has as
much; the first line of the report says which.

Without an engine, or with \`--no-engine\`, the programs of the listing run on this machine with a temporary folder for \`/opt/ml\`. What
only an image shows is then _not seen_; so is everything that a check could not look at, each with its reason.

Programs of Node and Python are watched while they run: \`NODE_OPTIONS\` and \`PYTHONPATH\` have one entry more, for a file that writes down each
attempt to reach another machine or to write to the model, and changes nothing. In containers the kernel is asked too, for programs in
other languages.

Checks that begin jobs with other values stop after some seconds, and say what they left out. A training that takes more than half a
minute is not repeated.

The samples that are sent are those of \`samples/\`. A job has the hyperparameters of \`local/input/config/hyperparameters.json\`, or those
of \`validation.training\`, and made-up values for others that it needs. The transform is the manifest's \`validation.transform\`, or what
fits its first types. Containers, networks and folders are gone at the end, also when the rehearsal is killed.

## The checks

"image" in the last column: seen only of an image.

${phases.map(section).join('\n\n')}

## For programs

\`--json\` prints one object: \`generator\`, and \`listings\`, each with

| member | holds |
|---|---|
| \`manifest\`, \`problems\` | the manifest's path, and what is wrong in it |
| \`status\` | \`ready\`, \`not-ready\`, or \`refused\` where nothing could be tried; then the members below are not there |
| \`product\`, \`ranAs\`, \`milliseconds\` | the product's name, how it was run, how long all of it took |
| \`verdict\`, \`count\` | the last line of the report; how many checks \`passed\`, \`warned\`, \`failed\`, and were \`notSeen\` |
| \`checks\` | for each check \`id\`, \`rule\`, \`source\`, \`severity\`, \`phase\`, \`verdict\` (\`passed\`, \`failed\`, \`not-seen\`), \`words\`, \`milliseconds\`, and of a failed one \`fix\` and perhaps \`evidence\`, a list of lines |
`;
}

function section(phase: Phase): string {
  const rows = allChecks.filter((check) => check.phase === phase).map(row);
  return [`### ${acts[phase]}`, '', '| check | rule | source | |', '|---|---|---|---|', ...rows].join('\n');
}

function row({ id, rule, source, severity, needs, of }: Check): string {
  const notes = [
    ...(severity === 'warning' ? ['warning'] : []),
    ...(of ? ['algorithms'] : []),
    ...(needs ? ['image'] : []),
  ];
  return `| \`${id}\` | ${rule} | ${source} | ${notes.join(', ')} |`;
}

if (import.meta.main) writeFileSync(pageFile, rehearsalPage());
