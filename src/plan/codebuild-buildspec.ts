import type { CiSetup } from '../model/ci-setup.ts';
import type { PlannedYaml } from '../model/file-plan.ts';

/**
 * A batch whose builds share the changed listings. CodeBuild fixes the batch before any build runs, so it cannot have
 * one build per changed listing: the number of builds is fixed, and each build finds its share of the listings.
 */
export function codebuildBuildspec(setup: CiSetup): PlannedYaml {
  const shards = Array.from({ length: setup.runners }, (_, index) => String(index + 1));
  return {
    kind: 'yaml',
    header,
    comments: new Map([
      ['batch', 'SHARD has the numbers from 1 to SHARDS.'],
      ['env.git-credential-helper', 'Lets a build fetch the branch that a pull request is for.'],
    ]),
    remarks: new Map(),
    value: {
      version: 0.2,
      env: {
        shell: 'bash',
        'git-credential-helper': true,
        variables: {
          ...sharedVariables(setup),
          BRANCH: setup.branch,
          SHARDS: String(setup.runners),
        },
      },
      batch: {
        'fast-fail': false,
        'build-matrix': {
          static: { 'ignore-failure': false, env: { 'privileged-mode': true } },
          dynamic: { env: { variables: { SHARD: shards } } },
        },
      },
      ...phases('ci/codebuild.sh'),
    },
  };
}

/** One build, of a project with another role: a batch has a single role for all its builds. */
export function codebuildUploadBuildspec(setup: CiSetup): PlannedYaml {
  return {
    kind: 'yaml',
    header: uploadHeader,
    comments: new Map(),
    remarks: new Map(),
    value: {
      version: 0.2,
      env: { shell: 'bash', variables: sharedVariables(setup) },
      ...phases('ci/codebuild-upload.sh'),
    },
  };
}

function sharedVariables({ pattern, policy, version }: CiSetup): Readonly<Record<string, string>> {
  return {
    TOOL: `generator-sagemaker-mkt@${version}`,
    PATTERN: pattern,
    ...(policy !== null && { POLICY: policy }),
    CI_REPORTS: 'ci-reports',
    CI_IMAGES: 'ci-images',
  };
}

function phases(script: string) {
  return {
    phases: {
      install: {
        'runtime-versions': { nodejs: 24 },
        commands: ['npm install --global --ignore-scripts --no-audit --no-fund "$TOOL"'],
      },
      build: { commands: [script] },
    },
    artifacts: { files: ['**/*'], 'base-directory': 'ci-reports' },
  };
}

const header = `Checks, tests, builds and rehearses every changed listing; the builds of one batch share the listings. After a push to the
main branch they store the images in IMAGES, for the project of buildspec-upload.yml. This project needs: batch builds,
the full clone depth, privileged mode, the variable IMAGES (s3://bucket/folder), and a role that may write only there:
code of the listings can use it. You can edit this file: \`sagemaker-mkt ci\` merges updates into it.`;

const uploadHeader = `Uploads the images that the builds of buildspec.yml stored for the same commit, and runs no code of a listing. This project
needs: the same variable IMAGES, privileged mode, and a role that may read there and has the policy of each
listing, the PublishPolicy of its marketplace/cloudformation.yaml. You can edit this file: \`sagemaker-mkt ci\` merges updates into it.`;
