import type { CiSetup } from '../model/ci-setup.ts';
import type { PlannedYaml } from '../model/file-plan.ts';

/**
 * A batch whose builds share the listings that changed. A batch is fixed before anything of it runs, so it cannot have
 * a build for each changed listing: it has so many builds, and each finds its own share.
 */
export function codebuildBuildspec({ pattern, branch, runners, version }: CiSetup): PlannedYaml {
  const shards = Array.from({ length: runners }, (_, index) => String(index + 1));
  return {
    kind: 'yaml',
    header,
    comments: new Map([
      ['batch', 'As many numbers in SHARD as SHARDS says.'],
      ['env.git-credential-helper', 'Lets a build fetch the branch that a pull request is for.'],
    ]),
    remarks: new Map(),
    value: {
      version: 0.2,
      env: {
        shell: 'bash',
        'git-credential-helper': true,
        variables: {
          TOOL: `generator-sagemaker-mkt@${version}`,
          PATTERN: pattern,
          BRANCH: branch,
          SHARDS: String(runners),
          CI_REPORTS: 'ci-reports',
        },
      },
      batch: {
        'fast-fail': false,
        'build-matrix': {
          static: { 'ignore-failure': false, env: { 'privileged-mode': true } },
          dynamic: { env: { variables: { SHARD: shards } } },
        },
      },
      phases: {
        install: {
          'runtime-versions': { nodejs: 24 },
          commands: ['npm install --global --ignore-scripts --no-audit --no-fund "$TOOL"'],
        },
        build: { commands: ['ci/codebuild.sh'] },
      },
      artifacts: { files: ['**/*'], 'base-directory': 'ci-reports' },
    },
  };
}

const header = `Checks, tests, builds and rehearses every listing that changed, shared out among the builds of one batch; a push to the main branch
uploads them too. The project wants: batch builds, the full clone depth, privileged mode, and a role that may do what the
marketplace/iam-policy.json of each listing says. Edit this as you like: \`sagemaker-mkt ci\` merges what is new into it.`;
