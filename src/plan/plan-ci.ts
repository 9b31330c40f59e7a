import type { CiSetup } from '../model/ci-setup.ts';
import type { FilePlan, PlannedFile } from '../model/file-plan.ts';
import { relPath } from '../model/file-tree.ts';
import { codebuildBuildspec, codebuildUploadBuildspec } from './codebuild-buildspec.ts';
import { githubWorkflow } from './github-workflow.ts';

/** The files that a repository of listings needs for both kinds of CI, sorted by path. A team can edit all of them. */
export function planCi(setup: CiSetup): FilePlan {
  return [
    { path: relPath('.github/workflows/listings.yml'), ...editable, content: githubWorkflow(setup) },
    { path: relPath('buildspec-upload.yml'), ...editable, content: codebuildUploadBuildspec(setup) },
    { path: relPath('buildspec.yml'), ...editable, content: codebuildBuildspec(setup) },
    script('ci/codebuild-upload.sh'),
    script('ci/codebuild.sh'),
    script('ci/listings.sh'),
  ];
}

const editable = { mode: 0o644, policy: 'merge' } as const;

function script(path: string): PlannedFile {
  return {
    path: relPath(path),
    mode: 0o755,
    policy: 'merge',
    content: { kind: 'verbatim', source: path },
  };
}
