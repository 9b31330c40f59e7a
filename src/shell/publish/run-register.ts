import type { Prepared } from '../../generate.ts';
import { relPath } from '../../model/file-tree.ts';
import { resourceKinds } from '../../model/publication.ts';
import { resourceName } from '../../model/resource-name.ts';
import type { ExitCode } from '../exit-code.ts';
import { narratorFor } from '../narrator.ts';
import { Refusal } from '../refusal.ts';
import { registerListing } from './register-listing.ts';
import { type ListingToPublish, type PublishingCall, runPublishing } from './run-publishing.ts';

export interface RegisterCall extends PublishingCall {
  readonly dryRun: boolean;
  readonly waits: boolean;
  readonly recreates: boolean;
}

/** What `scripts/register.sh` does, for any number of listings. */
export function runRegister(prepared: Prepared, call: RegisterCall): Promise<ExitCode> {
  const narrator = narratorFor(call.terminal);
  return runPublishing(prepared, call, async ({ listing, files }) => {
    const { resourceWords, requestFile } = resourceKinds[listing.productType];
    const request = requestIn(files, requestFile);
    if (call.dryRun) {
      const name = resourceName(listing.name, listing.release);
      const plan = `would create ${resourceWords} ${name} in ${listing.upload.region} from ${requestFile}, and wait until AWS has validated it`;
      return { lines: [plan], values: { status: 'planned', plan: [plan] } };
    }
    const result = await registerListing(listing, { ...call, request, narrator });
    const next = 'validated; this ARN is what the AWS Marketplace portal asks for';
    return {
      lines: [result.arn],
      values: result,
      ...(result.state === 'Completed' && { next }),
    };
  });
}

/** AWS certifies only what it could validate, so without `validation` there is no request. */
function requestIn(files: ListingToPublish['files'], path: string): string {
  const content = files.get(relPath(path))?.content;
  if (content) return new TextDecoder().decode(content);
  throw new Refusal(
    'marketplace.yaml has no validation, which AWS runs before it certifies anything',
    'add it: the role and the S3 folders of a small batch transform, as in docs/manifest.md',
  );
}
