// docs/rehearsal.md, generated from the checks. `npm run docs` writes it.
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
  load: 'Load, with `--load`',
  batch: 'A batch transform, with `SAGEMAKER_BATCH=true`',
  stop: 'The stop',
  after: 'Afterwards: what was seen of all servers and trainings',
};

/** Every check with its rule and source, by phase. */
export function rehearsalPage(): string {
  return `# What AWS checks, and how it is rehearsed

\`sagemaker-mkt rehearse\` does to a listing what AWS will do, in this order. Each line of its report says what was seen, with figures; what
failed is told again below with evidence, the rule, its source, and what helps. The last line is \`ready: …\` or \`not ready: …\`.

In a listing with a \`package.json\`, \`npm run rehearse\` is the same: it calls the \`sagemaker-mkt\` of the machine, or else fetches the version
that wrote the listing. \`npm run rehearse -- --no-engine\` hands an option on.

| exit code | means |
|---|---|
| 0 | no check of an error failed; warnings are told |
| 1 | the manifest has errors, and nothing was tried |
| 2 | wrong usage, such as a report in a folder that cannot be written: nothing was tried |
| 4 | a check failed, or the image could not be built |

## Where it runs

Where Docker answers, or podman with \`ENGINE=podman\`, the images of the listing run as on SageMaker: by the words \`serve\` and \`train\`,
without a way out to any network, \`/opt/ml/model\` read-only, a job's files under the names and modes that a real job has shown. An image
that is not there is built by \`scripts/build.sh\`; one that is older than the code is used, and the report says so. On Docker Desktop,
with an engine that does not run as root, and with podman on its older networks (CNI), no container is reached in a network without a way out, so the server has one there, and the
report says so too. A container has the memory and processors of the smallest instance type that the manifest names, where this machine has as
much; the first line of the report says which.

Without an engine, or with \`--no-engine\`, the programs of the listing run on this machine with a temporary folder for \`/opt/ml\`. What
only an image shows is then _not seen_; so is everything that a check could not look at, each with its reason. The stop signal reaches a
program only where it has a handler for it, as process 1 of a container: a shell that starts a server and waits has none.
Whether one that ends by the signal itself, as Node does without a listener, would end there is _not seen_. Programs in
Python run with the \`python3\` of this machine, which needs the packages of \`requirements.txt\`: without them the report says which is missing.

Programs of Node and Python are watched while they run: \`NODE_OPTIONS\` and \`PYTHONPATH\` have one entry more, for a file that writes down each
attempt to reach another machine or to write to the model, and changes nothing. In containers the kernel is asked too, for programs in
other languages.

Checks that begin jobs with other values stop after some seconds, and say what they left out. A training that takes more than half a
minute is not repeated.

The samples that are sent are those of \`samples/\`. A job has the hyperparameters of \`local/input/config/hyperparameters.json\`, or those
of \`validation.training\`, and made-up values for others that it needs. The transform is the manifest's \`validation.transform\`, or what
fits its first types. Containers, networks, folders, processes and
a build under way are gone at the end, also when the rehearsal is killed.

## Images of your own

An image that this generator has not built is rehearsed all the same. Beside it there is a \`marketplace.yaml\` that says what the product
takes and answers, with a body for each input type in \`samples/\`; nothing has to be generated:

\`\`\`sh
sagemaker-mkt validate                              # names what the manifest lacks
sagemaker-mkt rehearse --image my-inference-image   # by the words serve and train; an algorithm's image takes both
\`\`\`

The framework and base of the manifest are what you would choose, and say nothing about such an image but whether ECR can scan the base.
AWS's own walk-through, as its guide has it, is not ready: its server is the child of a shell, which never hears the stop signal, and
Flask says \`text/html\` of what it answers, whatever came in.

## Many listings

\`sagemaker-mkt rehearse 'listings/**'\`, with \`--since origin/main\` those that changed. Several are rehearsed at once, one for every two
processors, and with \`--load\` one after the other, unless \`--jobs 4\` says otherwise: checks measure times, so a machine that is full makes
sound listings look slow. One table
says of each listing whether it is ready, and what failed is told below it; the last line speaks for all of them. A listing that is
refused or fails stops no other. Ctrl-C ends all, and nothing of them is left.

## Load

\`--load\` adds an act after the calls. Callers who keep their connections send the samples as fast as they are answered: 1, 2, 4, … connections,
at most \`--connections\` (32), until two steps in a row bring no more answers a second, or one brings an error. That takes up to half of
\`--seconds\` (10); for the rest, as many connections as brought something go on calling, while the memory and pings are watched. The
callers share the machine with the server, so the figures are for comparing runs, and say nothing of an endpoint.

## What is written

| | |
|---|---|
| \`--report rehearsal.html\` | one page that asks nobody and runs no script: the verdict, each check with its evidence, rule and fix, when pings were answered, what every call took by its type, and the curves of the load. Several listings are in one page |
| \`--junit rehearsal.xml\` | a suite for each listing and a case for each check, for GitHub, GitLab, Jenkins and CodeBuild. A warning passes, with its words as output; what was not seen is skipped; a listing that could not be tried is an error |
| \`local/rehearsal.json\` | always, in the listing: the last run, which neither git nor an image gets. The next run says what changed since: checks that say otherwise, and as ratios how soon it was ready and, with \`--load\`, how much it answered and how fast. Containers and programs are not compared in figures. \`generate --report\` shows it in the page of the fleet |

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
| \`measurements\` | \`readiness\`: \`spans\` of pings with the same answer and \`readyMs\`; \`types\`: for each type that was sent \`calls\`, \`answered\` with 200, \`p50Ms\`, \`p99Ms\`, \`slowestMs\`; \`calls\`: of at most 500 calls, the slowest among them, \`atMs\`, \`milliseconds\`, \`status\` (null where no answer came), \`type\` |
| \`load\` | null, or \`plan\`, \`steps\` (\`connections\`, \`calls\`, \`perSecond\`, \`p50Ms\`, \`p99Ms\`, \`turnedAway\`, \`errors\`, \`memoryBytes\`), \`saturation\`, \`isSaturated\`, \`soak\`, \`pings\`, \`faults\` |
| \`images\` | \`name\` and \`id\` of the images that were tried |
| \`since\` | null, or of the run before: its \`date\`, whether it \`ranAlike\`, \`checks\` with \`id\`, \`was\`, \`is\`, and \`was\` and \`is\` of \`ready\` and of the figures of \`load\` |
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
