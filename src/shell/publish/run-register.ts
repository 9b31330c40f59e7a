import type { Prepared } from '../../generate.ts';
import { relPath } from '../../model/file-tree.ts';
import { registrationPlan, resourceKinds } from '../../model/publication.ts';
import type { ExitCode } from '../exit-code.ts';
import type { RenderedForRun } from '../perform-listing.ts';
import { Refusal } from '../refusal.ts';
import { reporterFor } from '../reporter.ts';
import { type ListingsCall, runEachListing } from '../run-each-listing.ts';
import { planned } from './dry-run.ts';
import { registerListing } from './register-listing.ts';

export interface RegisterCall extends ListingsCall {
  readonly dryRun: boolean;
  readonly waits: boolean;
  readonly recreates: boolean;
}

/** What `scripts/register.sh` does, for any number of listings. */
export function runRegister(prepared: Prepared, call: RegisterCall): Promise<ExitCode> {
  const reporter = reporterFor(call.terminal);
  return runEachListing(prepared, call, async ({ listing, files }) => {
    const request = requestIn(files, resourceKinds[listing.productType].requestFile);
    if (call.dryRun) return planned([registrationPlan(listing)]);
    const result = await registerListing(listing, { ...call, request, reporter });
    const next = 'validated; this ARN is what the AWS Marketplace portal asks for';
    return {
      text: `${result.arn}\n`,
      values: result,
      ...(result.state === 'Completed' && { next }),
    };
  });
}

/** Without `validation` there is no request, because AWS certifies only what it can validate. */
function requestIn(files: RenderedForRun['files'], path: string): string {
  const content = files.get(relPath(path))?.content;
  if (content) return new TextDecoder().decode(content);
  throw new Refusal(
    'marketplace.yaml has no validation, which AWS runs before it certifies anything',
    'add it: the role and the S3 folders of a small batch transform, as in docs/reference/manifest.md',
  );
}
