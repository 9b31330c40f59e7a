import type { CiSetup } from '../model/ci-setup.ts';
import type { Json, PlannedYaml } from '../model/file-plan.ts';

/**
 * The workflow that looks at each changed listing on a runner of its own. What comes from outside reaches a shell by
 * its environment alone: text that is put into a script by an expression could be a command.
 */
export function githubWorkflow({ pattern, branch, region, version }: CiSetup): PlannedYaml {
  return {
    kind: 'yaml',
    header,
    comments,
    remarks: new Map(Object.values(actions).map(({ pin, version: tag }) => [pin, tag])),
    value: {
      name: 'listings',
      on: { pull_request: {}, push: { branches: [branch] }, workflow_dispatch: { inputs: byHand } },
      permissions: { contents: 'read' },
      concurrency: {
        group: `${expression('github.workflow')}-${expression("github.event_name == 'pull_request' && github.ref || github.run_id")}`,
        'cancel-in-progress': true,
      },
      defaults: { run: { shell: 'bash' } },
      env: { TOOL: `generator-sagemaker-mkt@${version}`, PATTERN: pattern, CI_REPORTS: 'ci-reports' },
      jobs: {
        changed: changedJob(branch),
        check: listingJob(ifUploads('false'), 60, {}, []),
        upload: listingJob(ifUploads('true'), 120, { 'id-token': 'write' }, uploadSteps(region)),
        'all-listings': verdictJob,
      },
    },
  };
}

const header = `Checks, tests, builds and rehearses every listing that changed, each on a runner of its own. A push to the main branch, or
a run by hand that says so, uploads them too; a pull request never gets credentials. Edit this as you like: \`sagemaker-mkt ci\`
merges what is new into it.`;

const comments = new Map([
  ['permissions', 'What a job needs beyond this, it says itself.'],
  [
    'concurrency',
    'A newer push to a pull request stops the run of the older one. Pushes to the main branch never stop each other:\neach uploads what it changed.',
  ],
  ['jobs.changed', 'Which listings changed, as the matrix of the jobs below.'],
  [
    'jobs.changed.steps.0.with.fetch-depth',
    'The whole history, to know where this branch left the main one.',
  ],
  ['jobs.check', 'Pull requests, and runs by hand that do not upload.'],
  ['jobs.upload', 'The same steps, with credentials for the last one only.'],
  ['jobs.all-listings', 'One name for the branch protection, however many listings there are.'],
]);

/** Full commits, because a tag can be moved. */
const actions = {
  checkout: { pin: 'actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8', version: 'v5.0.0' },
  setupNode: { pin: 'actions/setup-node@a0853c24544627f65ddf259abe73b1d18a591444', version: 'v5.0.0' },
  uploadArtifact: {
    pin: 'actions/upload-artifact@b7c566a772e6b6bfb58ed0dc250532a479d7789f',
    version: 'v6.0.0',
  },
  awsCredentials: {
    pin: 'aws-actions/configure-aws-credentials@00943011d9042930efac3dcd3a170e4273319bc8',
    version: 'v5.1.0',
  },
} as const;

const byHand = {
  listings: { description: 'A folder or a pattern; empty means every listing', type: 'string', default: '' },
  upload: { description: 'Upload them to Amazon ECR', type: 'boolean', default: false },
};

const runner = { 'runs-on': 'ubuntu-24.04' };

const toolSteps: readonly Json[] = [
  { uses: actions.setupNode.pin, with: { 'node-version': '24', 'package-manager-cache': false } },
  {
    name: 'Install the generator',
    id: 'tool',
    run: 'npm install --global --ignore-scripts --no-audit --no-fund "$TOOL"',
  },
];

function changedJob(branch: string): Json {
  return {
    ...runner,
    'timeout-minutes': 10,
    outputs: {
      matrix: expression('steps.matrix.outputs.matrix'),
      uploads: expression('steps.matrix.outputs.uploads'),
    },
    steps: [
      { uses: actions.checkout.pin, with: { 'fetch-depth': 0, 'persist-credentials': false } },
      ...toolSteps,
      {
        name: 'Find the listings that changed',
        id: 'matrix',
        env: {
          SINCE: expression(
            "github.event_name == 'pull_request' && format('origin/{0}', github.base_ref) || github.event.before",
          ),
          CHOSEN: expression('inputs.listings'),
          WANTS_UPLOAD: expression(
            "github.event_name == 'push' || (github.event_name == 'workflow_dispatch' && inputs.upload)",
          ),
          BRANCH: branch,
        },
        run: findChanged,
      },
    ],
  };
}

const findChanged = `options=()
# The commit before a new branch or a forced push is not there: then every listing counts as changed.
if [[ -n $SINCE ]] && git rev-parse --verify --quiet "$SINCE^{commit}" >/dev/null; then
  options+=(--since "$SINCE")
fi
matrix=$(sagemaker-mkt matrix "\${options[@]}" -- "\${CHOSEN:-$PATTERN}")
uploads=false
if [[ $WANTS_UPLOAD == true && $GITHUB_REF == "refs/heads/$BRANCH" ]]; then uploads=true; fi
printf 'matrix=%s\\nuploads=%s\\n' "$matrix" "$uploads" >>"$GITHUB_OUTPUT"
`;

/** GitHub refuses a matrix without entries, so where nothing changed the job is left out. */
function ifUploads(uploads: 'true' | 'false'): string {
  return expression(
    `needs.changed.outputs.matrix != '{"include":[]}' && needs.changed.outputs.uploads == '${uploads}'`,
  );
}

function listingJob(
  condition: string,
  minutes: number,
  permissions: { readonly [name: string]: Json },
  lastSteps: readonly Json[],
): Json {
  return {
    name: expression('matrix.name'),
    needs: 'changed',
    if: condition,
    ...runner,
    'timeout-minutes': minutes,
    permissions: { contents: 'read', ...permissions },
    strategy: { 'fail-fast': false, matrix: expression('fromJSON(needs.changed.outputs.matrix)') },
    env: { LISTINGS: expression('matrix.listing') },
    steps: [
      { uses: actions.checkout.pin, with: { 'persist-credentials': false } },
      ...toolSteps,
      { name: 'Check', run: 'ci/listings.sh check' },
      { name: 'Test', if: evenAfterFailure, run: 'ci/listings.sh test' },
      { name: 'Build', if: evenAfterFailure, run: 'ci/listings.sh build' },
      { name: 'Rehearse', if: evenAfterFailure, run: 'ci/listings.sh rehearse' },
      ...lastSteps,
      keepReports,
    ],
  };
}

/** A job may have several listings, and one that failed stops no other: the script leaves it out by itself. */
const evenAfterFailure = expression("!cancelled() && steps.tool.outcome == 'success'");

function uploadSteps(region: string): readonly Json[] {
  return [
    {
      name: 'See that there is a role',
      id: 'role',
      if: evenAfterFailure,
      env: { ROLE: expression('vars.AWS_UPLOAD_ROLE') },
      run: `if [[ -z $ROLE ]]; then
  echo '::error::No role to upload with. Set the repository variable AWS_UPLOAD_ROLE to its ARN.'
  exit 1
fi
`,
    },
    {
      name: 'Get credentials for a while',
      id: 'credentials',
      if: expression("!cancelled() && steps.role.outcome == 'success'"),
      uses: actions.awsCredentials.pin,
      with: {
        'role-to-assume': expression('vars.AWS_UPLOAD_ROLE'),
        'aws-region': region,
        'mask-aws-account-id': true,
      },
    },
    {
      name: 'Upload',
      if: expression("!cancelled() && steps.credentials.outcome == 'success'"),
      run: 'ci/listings.sh upload',
    },
  ];
}

const keepReports: Json = {
  name: 'Keep what was said',
  if: expression('!cancelled()'),
  uses: actions.uploadArtifact.pin,
  with: {
    name: `listing-${expression('strategy.job-index')}`,
    path: 'ci-reports',
    'if-no-files-found': 'ignore',
    overwrite: true,
    'retention-days': 14,
  },
};

const verdictJob: Json = {
  name: 'all listings',
  needs: ['changed', 'check', 'upload'],
  if: expression('always()'),
  ...runner,
  'timeout-minutes': 5,
  permissions: {},
  env: { RESULTS: expression("join(needs.*.result, ' ')") },
  steps: [{ name: 'See that none failed', run: '[[ ! $RESULTS =~ failure|cancelled ]]' }],
};

/** What GitHub puts in while it reads the workflow. */
function expression(code: string): string {
  return `\${{ ${code} }}`;
}
