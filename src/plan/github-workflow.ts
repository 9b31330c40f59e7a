import type { CiSetup } from '../model/ci-setup.ts';
import type { Json, PlannedYaml } from '../model/file-plan.ts';

/**
 * The workflow that checks each changed listing on its own runner. Outside input reaches a shell only in environment
 * variables: an expression inside a script could inject a command.
 */
export function githubWorkflow({ pattern, policy, branch, region, version }: CiSetup): PlannedYaml {
  return {
    kind: 'yaml',
    header,
    comments: policy === null ? comments : new Map([...comments, ...policyComment]),
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
      env: {
        TOOL: `generator-sagemaker-mkt@${version}`,
        PATTERN: pattern,
        ...(policy !== null && { POLICY: policy }),
        CI_REPORTS: 'ci-reports',
        CI_IMAGES: 'ci-images',
        IMAGE_LIMIT_MB: '5000',
      },
      jobs: {
        changed: changedJob(branch),
        check: checkJob,
        upload: uploadJob(region),
        'all-listings': verdictJob,
      },
    },
  };
}

const header = `Checks, tests, builds and rehearses every changed listing, each on its own runner. After a push to the main branch, or a
manual run with \`upload\`, another job uploads the images. Only that job has credentials, and it runs no code of a listing.
You can edit this file: \`sagemaker-mkt ci\` merges updates into it.`;

const comments = new Map([
  ['permissions', 'A job that needs more has its own permissions.'],
  [
    'concurrency',
    'A newer push to a pull request stops the run of the older one. Pushes to the main branch never stop each other:\neach uploads the listings that it changed.',
  ],
  ['jobs.changed', 'Finds the changed listings: the matrix of the jobs below.'],
  [
    'jobs.changed.steps.0.with.fetch-depth',
    'The whole history, to find where this branch left the main branch.',
  ],
  [
    'env.IMAGE_LIMIT_MB',
    'The images of a job are handed over as an artifact, compressed, and kept for a day.',
  ],
  ['jobs.check', 'Runs code of the listings, so it has no credentials.'],
  ['jobs.upload', 'Has credentials, so it starts from a fresh checkout, and runs no code of the listings.'],
  ['jobs.all-listings', 'One job name for branch protection, for any number of listings.'],
]);

const policyComment = new Map([
  ['env.POLICY', 'The policy of every listing. Where this file is missing, every listing fails its check.'],
]);

/** Full commits, because a tag can be moved. */
const actions = {
  checkout: { pin: 'actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8', version: 'v5.0.0' },
  setupNode: { pin: 'actions/setup-node@a0853c24544627f65ddf259abe73b1d18a591444', version: 'v5.0.0' },
  uploadArtifact: {
    pin: 'actions/upload-artifact@b7c566a772e6b6bfb58ed0dc250532a479d7789f',
    version: 'v6.0.0',
  },
  downloadArtifact: {
    pin: 'actions/download-artifact@37930b1c2abaa49bbe596cd826c3c89aef350131',
    version: 'v7.0.0',
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
# After a new branch or a forced push, the commit before is missing: then every listing counts as changed.
if [[ -n $SINCE ]] && git rev-parse --verify --quiet "$SINCE^{commit}" >/dev/null; then
  options+=(--since "$SINCE")
fi
if [[ -n \${POLICY:-} ]]; then options+=(--policy "$POLICY"); fi
matrix=$(sagemaker-mkt matrix "\${options[@]}" -- "\${CHOSEN:-$PATTERN}")
uploads=false
if [[ $WANTS_UPLOAD == true && $GITHUB_REF == "refs/heads/$BRANCH" ]]; then uploads=true; fi
printf 'matrix=%s\\nuploads=%s\\n' "$matrix" "$uploads" >>"$GITHUB_OUTPUT"
`;

/** GitHub refuses an empty matrix, so the jobs are skipped when no listing changed. */
const isAnyChanged = `needs.changed.outputs.matrix != '{"include":[]}'`;
const isUploading = "needs.changed.outputs.uploads == 'true'";

const eachListing = {
  name: expression('matrix.name'),
  ...runner,
  strategy: { 'fail-fast': false, matrix: expression('fromJSON(needs.changed.outputs.matrix)') },
  env: { LISTINGS: expression('matrix.listing') },
};

const freshCheckout: Json = { uses: actions.checkout.pin, with: { 'persist-credentials': false } };

/** A job may have several listings, and a failed one must not stop the others: the script skips failed ones itself. */
const evenAfterFailure = expression("!cancelled() && steps.tool.outcome == 'success'");
const ifUploading = expression(`!cancelled() && steps.tool.outcome == 'success' && ${isUploading}`);

/** The artifact of the images: both jobs have the same matrix, so the same number. */
const imagesName = `images-${expression('strategy.job-index')}`;

const checkJob: Json = {
  ...eachListing,
  needs: 'changed',
  if: expression(isAnyChanged),
  'timeout-minutes': 90,
  permissions: { contents: 'read' },
  steps: [
    freshCheckout,
    ...toolSteps,
    { name: 'Check', run: 'ci/listings.sh check' },
    { name: 'Test', if: evenAfterFailure, run: 'ci/listings.sh test' },
    { name: 'Build', if: evenAfterFailure, run: 'ci/listings.sh build' },
    { name: 'Rehearse', if: evenAfterFailure, run: 'ci/listings.sh rehearse' },
    { name: 'Save the images', if: ifUploading, run: 'ci/listings.sh save' },
    {
      name: 'Hand the images over',
      if: ifUploading,
      uses: actions.uploadArtifact.pin,
      with: {
        name: imagesName,
        path: expression('env.CI_IMAGES'),
        'if-no-files-found': 'ignore',
        'compression-level': 0,
        overwrite: true,
        'retention-days': 1,
      },
    },
    keepReports('listing'),
  ],
};

/** It also runs after a failed check job: the images of the other listings are uploaded. */
function uploadJob(region: string): Json {
  return {
    ...eachListing,
    needs: ['changed', 'check'],
    if: expression(`!cancelled() && ${isAnyChanged} && ${isUploading}`),
    'timeout-minutes': 120,
    permissions: { contents: 'read', 'id-token': 'write' },
    steps: [
      freshCheckout,
      ...toolSteps,
      {
        name: 'Take the images',
        uses: actions.downloadArtifact.pin,
        with: { pattern: imagesName, 'merge-multiple': true, path: expression('env.CI_IMAGES') },
      },
      { name: 'Load the images', run: 'ci/listings.sh load' },
      {
        name: 'Check that there is a role',
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
        name: 'Get temporary credentials',
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
      keepReports('upload'),
    ],
  };
}

function keepReports(name: string): Json {
  return {
    name: 'Keep the reports',
    if: expression('!cancelled()'),
    uses: actions.uploadArtifact.pin,
    with: {
      name: `${name}-${expression('strategy.job-index')}`,
      path: expression('env.CI_REPORTS'),
      'if-no-files-found': 'ignore',
      overwrite: true,
      'retention-days': 14,
    },
  };
}

const verdictJob: Json = {
  name: 'all listings',
  needs: ['changed', 'check', 'upload'],
  if: expression('always()'),
  ...runner,
  'timeout-minutes': 5,
  permissions: {},
  env: { RESULTS: expression("join(needs.*.result, ' ')") },
  steps: [{ name: 'Check that no job failed', run: '[[ ! $RESULTS =~ failure|cancelled ]]' }],
};

/** An expression, which GitHub evaluates when it reads the workflow. */
function expression(code: string): string {
  return `\${{ ${code} }}`;
}
