// docs/reference/rehearsal.md, generated from the checks. `npm run docs` writes it.
import { writeFileSync } from 'node:fs';
import { type Phase, phases } from '../src/model/rehearsal.ts';
import { allChecks } from '../src/rehearse/all-checks.ts';
import type { Check } from '../src/rehearse/check.ts';

const pageFile = new URL('../docs/reference/rehearsal.md', import.meta.url);

const listings: Readonly<Record<NonNullable<Check['of']>, string>> = {
  algorithm: 'algorithms',
  'input fields': 'fields',
  'output fields': 'fields',
  conversations: 'conversations',
};

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
are repeated below with who objects, evidence, the rule, its source, and a fix. The last line is the verdict:

| verdict | means |
|---|---|
| \`ready: 48 checks passed\` | nothing that AWS or buyers object to was seen |
| \`not ready: 2 of 52 checks failed\` | AWS refuses the listing, or buyers suffer |
| \`ready as far as seen: 38 of 52 checks, 12 need Docker\` | without a container engine: nothing was seen to fail, and some checks need an image or a container |

| who objects | |
|---|---|
| \`AWS refuses\` | an error: ECR, the validation of the resource, the review, or SageMaker itself stops the listing |
| \`buyers suffer\` | an error: AWS takes it, and calls, jobs or endpoints of buyers fail. So is every server that ends because of one call, or leaves one without an answer |
| \`good practice\` | a warning: nobody is stopped, such as by a 500 for a body that no caller should send |

In a listing with a \`package.json\`, \`npm run rehearse\` is the same: it calls the \`sagemaker-mkt\` of the machine, or downloads the version
that wrote the listing. \`npm run rehearse -- --no-engine\` passes an option on.

| exit code | means |
|---|---|
| 0 | ready, or ready as far as seen; warnings are printed |
| 1 | the manifest has errors, and nothing was tried |
| 2 | wrong usage, such as a report in a folder that cannot be written: nothing was tried |
| 4 | a check failed that AWS or buyers object to, or the image could not be built; with \`--strict\`, also ready only as far as seen |

## Where it runs

If Docker answers, or podman with \`ENGINE=podman\`, the images of the listing run as on SageMaker: with the commands \`serve\` and \`train\`,
without access to any network, with a read-only \`/opt/ml/model\`, and with the file names and modes of a real job. A missing
image is built by \`scripts/build.sh\`. An image that is older than the code is used, and the report says so. On Docker Desktop,
with an engine that does not run as root, and with podman on its older networks (CNI), a container in an isolated network cannot be reached. There the server has network access, and the
report says so too. A container has the memory and processors of the smallest instance type in the manifest, if this machine has as
much; the first line of the report says which type.

Without an engine, or with \`--no-engine\`, the programs of the listing run on this machine with a temporary folder for \`/opt/ml\`. They run
in a copy that has exactly the files that the Dockerfile's \`COPY\` lines bring into the image, also those lines that you added. A module or a file that the
image lacks is missing here too. \`import-not-installed\` asks the \`python3\` of this machine which packages \`requirements.txt\` brings: one
that is installed here and not named there is not in the image. In images, it looks at the files. If the Dockerfile is one of your own, they run in the listing's folder, and the report says so. Checks
that need an image are then _not seen_, like every check that was not possible, each with its reason. As for process 1 of a container, the stop signal reaches a
program only if it has a handler for it: a shell that starts a server and waits has none.
If the signal itself ends a program, as it does with Node without a handler, the check is _not seen_, because in a container the program might not end. Programs in
Python run with the \`python3\` of this machine, which needs the packages of \`requirements.txt\`: the report names missing ones.

Programs of Node and Python are watched while they run: \`NODE_OPTIONS\` and \`PYTHONPATH\` have one more entry, for a file that records each
attempt to connect to another machine or to write to the model, and the first files of the model that are read. It changes nothing. In containers, data of the kernel is used too, for programs in
other languages.

Checks that start jobs with other values stop after some seconds, and report what they left out. A training that takes more than half a
minute is not repeated.

The samples come from \`samples/\`. A job has the hyperparameters of \`local/input/config/hyperparameters.json\`, or those
of \`validation.training\`, and invented values for other required ones. The transform is the manifest's \`validation.transform\`, or one that
fits its first types. Containers, networks, folders, processes and
unfinished builds are removed at the end, even if the rehearsal is killed.

## The right answers

An answer is more than a status. In every phase it is read as the type that it claims: JSON and each line of JSON Lines parse, rows of CSV
have one width, an array of NumPy has a sound header. Where the input is made of records, there are as many predictions. A 200 that
tells an exception is no answer.

Whether an answer is *right*, you decide once:

\`\`\`sh
sagemaker-mkt rehearse --no-engine --record   # writes what was answered, and shows what changes
\`\`\`

| file | holds |
|---|---|
| \`samples/text-csv.expected.json\` | the answer to \`samples/text-csv.csv\` as JSON. Each later run compares: \`expected-answers\` fails where they differ |
| \`samples/text-csv.tolerance.json\` | how far its numbers may be off, such as \`{"relative": 0.001, "absolute": 0.01}\`. Without it, 0.00001 of the number, and 0.00000001 |
| \`local/answers/<release>/\` | what each release answered in its last run here: \`--against 1.0.0\` says what changed since, as a warning |
| \`buyer/data/output/\` | with a \`validation\` in the manifest, the same answers for buyers, and the one to a batch transform; of an algorithm also the training data, in \`buyer/data/train/\` and \`buyer/data/test/\` ([how](../how-to/buyers.md)) |

An answer that is another one each time is not recorded: set a seed, or leave it out. Nothing is recorded of a listing that is not ready.

## The model that is sold

A server that never opens its model answers from something else. \`artifacts-used\` passes where a program of Node or Python opens a file of
the model's folder that is no code. Native code opens files unseen: ONNX Runtime does, and programs in other languages. Then
another server is started, with an empty folder in place of the model. If it ends, or gives a sample another answer, the model is
used. If all answers stay the same, the check fails. Where an image of your own has its model, nobody knows: there the check passes if a program of
Node or Python opens a file in \`/opt/ml/model\`, and is _not seen_ otherwise.

## The version that saved the model

\`model-version\` compares the library that saved the model with the one in the image. Pickles and joblib files of scikit-learn, and XGBoost's
files in JSON and UBJSON, tell the version, and nothing is loaded to read it; the version of the image is the one in \`requirements.txt\`, or in
its lock. Where the bytes or the requirements leave it open, scikit-learn's own warning in the server's log decides.

| library | fails |
|---|---|
| scikit-learn | where the versions differ at all: the library warns that results may be invalid |
| XGBoost | where a newer release, such as 3.2, saved what an older one loads, such as 2.1: it answers, with other numbers |

## Images of your own

You can also rehearse an image that this generator has not built. It needs a \`marketplace.yaml\` with \`image\` and the content types of the
product, and a body for each input type in \`samples/\`; nothing has to be generated ([how](../how-to/own-image.md)):

\`\`\`sh
sagemaker-mkt validate                              # names what the manifest lacks
sagemaker-mkt rehearse                              # the image of the manifest, with the words serve and train
sagemaker-mkt rehearse --image my-inference-image   # another one, in place of it or of a generated one
\`\`\`

Whether ECR can scan its base is decided by the system that the image itself names, in \`etc/os-release\`. One without that, built from scratch, is
refused by ECR.
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
| \`--junit rehearsal.xml\` | a suite for each listing and a case for each check, for GitHub, GitLab, Jenkins and CodeBuild. The verdict is a property of the suite, and who objects is the type of a failure. A warning passes, with its text as output; a check that was not seen is skipped; a listing that could not be tried is an error |
| \`local/rehearsal.json\` | always written, in the listing: the last run. It is not part of git or of an image. The next run reports changes: checks with another result, and as ratios the time until it was ready and, with \`--load\`, its throughput and latency. Figures of containers and programs are not compared with each other. \`generate --report\` shows it in the page of the fleet |

## The checks

"image" in the last column: this check needs an image, or at least a container.

${phases.map(section).join('\n\n')}

## For programs

\`--json\` prints one object: \`generator\`, and \`listings\`, each with

| member | holds |
|---|---|
| \`manifest\`, \`problems\` | the manifest's path, and its problems |
| \`status\` | \`ready\`, \`ready-as-seen\`, \`not-ready\`, or \`refused\` if nothing could be tried; then the members below are missing |
| \`product\`, \`ranAs\`, \`milliseconds\` | the product's name, how it was run, and the total duration |
| \`verdict\`, \`count\` | the last line of the report; how many checks \`passed\`, \`warned\`, \`failed\`, and were \`notSeen\` |
| \`checks\` | for each check \`id\`, \`rule\`, \`source\`, \`objector\` (\`AWS refuses\`, \`buyers suffer\`, \`good practice\`), \`severity\` (\`error\` or \`warning\`, from who objects), \`phase\`, \`verdict\` (\`passed\`, \`failed\`, \`not-seen\`), \`words\`, \`milliseconds\`, and of a failed one \`fix\` and perhaps \`evidence\`, a list of lines |
| \`measurements\` | \`readiness\`: \`spans\` of pings with the same answer and \`readyMs\`; \`types\`: for each type that was sent \`calls\`, \`answered\` with 200, \`p50Ms\`, \`p99Ms\`, \`slowestMs\`; \`calls\`: of at most 500 calls, the slowest among them, \`atMs\`, \`milliseconds\`, \`status\` (null where no answer came), \`type\` |
| \`load\` | null, or \`plan\`, \`steps\` (\`connections\`, \`calls\`, \`perSecond\`, \`p50Ms\`, \`p99Ms\`, \`turnedAway\`, \`errors\`, \`memoryBytes\`), \`saturation\`, \`isSaturated\`, \`soak\`, \`pings\`, \`faults\` |
| \`images\` | \`name\` and \`id\` of the images that were tried |
| \`since\` | null, or of the run before: its \`date\`, whether it \`ranAlike\`, \`checks\` with \`id\`, \`was\`, \`is\`, and \`was\` and \`is\` of \`ready\` and of the figures of \`load\` |
`;
}

function section(phase: Phase): string {
  const rows = allChecks.filter((check) => check.phase === phase).map(row);
  return [
    `### ${acts[phase]}`,
    '',
    '| check | rule | source | who objects | |',
    '|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

function row({ id, rule, source, objector, needs, of }: Check): string {
  const notes = [...(of ? [listings[of]] : []), ...(needs ? ['image'] : [])];
  return `| \`${id}\` | ${rule} | ${source} | ${objector} | ${notes.join(', ')} |`;
}

if (import.meta.main) writeFileSync(pageFile, rehearsalPage());
