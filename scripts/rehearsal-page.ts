// docs/reference/rehearsal.md, generated from the checks. `npm run docs` writes it.
import { writeFileSync } from 'node:fs';
import { type Phase, phases } from '../src/model/rehearsal.ts';
import { allChecks } from '../src/rehearse/all-checks.ts';
import type { Check } from '../src/rehearse/check.ts';

const pageFile = new URL('../docs/reference/rehearsal.md', import.meta.url);

const acts: Readonly<Record<Phase, string>> = {
  image: 'What there is, before anything runs',
  train: 'Training, of algorithms: a job with the rows of `local/input/data/<channel>/`',
  start: 'The start',
  serve: 'Calls',
  load: 'Load, with `--load`',
  batch: 'A batch transform, with `SAGEMAKER_BATCH=true`',
  stop: 'The stop',
  after: 'At the end: observations of all servers and trainings',
};

/** Every check with its rule and source, by phase. */
export function rehearsalPage(): string {
  return `# What AWS checks, and how it is rehearsed

\`sagemaker-mkt rehearse\` does to a listing what AWS will do, in this order. Each line of its report says what was seen, with figures. Failures
are repeated below with evidence, the rule, its source, and a fix. The last line is \`ready: …\` or \`not ready: …\`.

In a listing with a \`package.json\`, \`npm run rehearse\` is the same: it calls the \`sagemaker-mkt\` of the machine, or downloads the version
that wrote the listing. \`npm run rehearse -- --no-engine\` passes an option on.

| exit code | means |
|---|---|
| 0 | no check with the severity error failed; warnings are printed |
| 1 | the manifest has errors, and nothing was tried |
| 2 | wrong usage, such as a report in a folder that cannot be written: nothing was tried |
| 4 | a check failed, or the image could not be built |

## Where it runs

If Docker answers, or podman with \`ENGINE=podman\`, the images of the listing run as on SageMaker: with the commands \`serve\` and \`train\`,
without access to any network, with a read-only \`/opt/ml/model\`, and with the file names and modes of a real job. A missing
image is built by \`scripts/build.sh\`. An image that is older than the code is used, and the report says so. On Docker Desktop,
with an engine that does not run as root, and with podman on its older networks (CNI), a container in an isolated network cannot be reached. There the server has network access, and the
report says so too. A container has the memory and processors of the smallest instance type in the manifest, if this machine has as
much; the first line of the report says which type.

Without an engine, or with \`--no-engine\`, the programs of the listing run on this machine with a temporary folder for \`/opt/ml\`. Checks
that need an image are then _not seen_, like every check that was not possible, each with its reason. As for process 1 of a container, the stop signal reaches a
program only if it has a handler for it: a shell that starts a server and waits has none.
If the signal itself ends a program, as it does with Node without a handler, the check is _not seen_, because in a container the program might not end. Programs in
Python run with the \`python3\` of this machine, which needs the packages of \`requirements.txt\`: the report names missing ones.

Programs of Node and Python are watched while they run: \`NODE_OPTIONS\` and \`PYTHONPATH\` have one more entry, for a file that records each
attempt to connect to another machine or to write to the model, and changes nothing. In containers, data of the kernel is used too, for programs in
other languages.

Checks that start jobs with other values stop after some seconds, and report what they left out. A training that takes more than half a
minute is not repeated.

The samples come from \`samples/\`. A job has the hyperparameters of \`local/input/config/hyperparameters.json\`, or those
of \`validation.training\`, and invented values for other required ones. The transform is the manifest's \`validation.transform\`, or one that
fits its first types. Containers, networks, folders, processes and
unfinished builds are removed at the end, even if the rehearsal is killed.

## Images of your own

You can also rehearse an image that this generator has not built. It needs a \`marketplace.yaml\` with the content types of the
product, and a body for each input type in \`samples/\`; nothing has to be generated:

\`\`\`sh
sagemaker-mkt validate                              # names what the manifest lacks
sagemaker-mkt rehearse --image my-inference-image   # with the commands serve and train; an algorithm's image needs both
\`\`\`

The framework and base of the manifest are not used for such an image, except to check whether ECR can scan the base.
AWS's own walk-through, as in its guide, is not ready: its server is the child of a shell and gets no stop signal, and
Flask always declares its answers as \`text/html\`.

## Many listings

\`sagemaker-mkt rehearse 'listings/**'\`, with \`--since origin/main\` only those that changed. Several are rehearsed at once, one for every two
processors. With \`--load\` they run one after the other. \`--jobs 4\` changes that number. Checks measure times, so on a busy machine
sound listings can look slow. One table
says for each listing whether it is ready, with failures below it; the last line is for all of them. A listing that is
refused or fails does not stop the others. Ctrl-C ends all of them, and nothing is left.

## Load

\`--load\` adds a phase after the calls. Callers on open connections send the samples as fast as they are answered: 1, 2, 4, … connections,
at most \`--connections\` (32), until two steps in a row give no more answers per second, or one gives an error. That takes up to half of
\`--seconds\` (10). For the rest of the time, the largest useful number of connections continues, while the memory and pings are watched. The
callers share the machine with the server, so use the figures to compare runs, not to predict an endpoint.

## What is written

| | |
|---|---|
| \`--report rehearsal.html\` | one page without network requests and scripts: the verdict, each check with its evidence, rule and fix, the times of pings, the duration of each call by its type, and the curves of the load. Several listings are in one page |
| \`--junit rehearsal.xml\` | a suite for each listing and a case for each check, for GitHub, GitLab, Jenkins and CodeBuild. A warning passes, with its text as output; a check that was not seen is skipped; a listing that could not be tried is an error |
| \`local/rehearsal.json\` | always written, in the listing: the last run. It is not part of git or of an image. The next run reports changes: checks with another result, and as ratios the time until it was ready and, with \`--load\`, its throughput and latency. Figures of containers and programs are not compared with each other. \`generate --report\` shows it in the page of the fleet |

## The checks

"image" in the last column: this check needs an image.

${phases.map(section).join('\n\n')}

## For programs

\`--json\` prints one object: \`generator\`, and \`listings\`, each with

| member | holds |
|---|---|
| \`manifest\`, \`problems\` | the manifest's path, and its problems |
| \`status\` | \`ready\`, \`not-ready\`, or \`refused\` if nothing could be tried; then the members below are missing |
| \`product\`, \`ranAs\`, \`milliseconds\` | the product's name, how it was run, and the total duration |
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
