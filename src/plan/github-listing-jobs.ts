import type { Json } from '../model/file-plan.ts';
import { actions, expression, freshCheckout, runner, toolSteps } from './github-steps.ts';

/** GitHub refuses an empty matrix, so the jobs are skipped when no listing changed. */
const isAnyChanged = `needs.changed.outputs.matrix != '{"include":[]}'`;
const isUploading = "needs.changed.outputs.uploads == 'true'";

const eachListing = {
  name: expression('matrix.name'),
  ...runner,
  strategy: { 'fail-fast': false, matrix: expression('fromJSON(needs.changed.outputs.matrix)') },
  env: { LISTINGS: expression('matrix.listing') },
};

/** A job may have several listings, and a failed one must not stop the others: the script skips failed ones itself. */
const isGoingOn = "!cancelled() && steps.tool.outcome == 'success'";
const evenAfterFailure = expression(isGoingOn);
const ifUploading = expression(`${isGoingOn} && ${isUploading}`);

/** The artifact of the images: both jobs have the same matrix, so the same number. */
const imagesName = `images-${expression('strategy.job-index')}`;

export const checkJob: Json = {
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
export function uploadJob(region: string): Json {
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
