import type { CiSetup } from '../model/ci-setup.ts';
import type { Json, PlannedYaml } from '../model/file-plan.ts';
import { checkJob, uploadJob } from './github-listing-jobs.ts';
import { actions, expression, runner, toolSteps } from './github-steps.ts';

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

const byHand = {
  listings: { description: 'A folder or a pattern; empty means every listing', type: 'string', default: '' },
  upload: { description: 'Upload them to Amazon ECR', type: 'boolean', default: false },
};

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
