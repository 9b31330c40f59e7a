import { fileNameIn } from '../model/answer-name.ts';
import { buyerFolder, buyerFolders, notebookName } from '../model/buyer-data.ts';
import type { PlannedFile } from '../model/file-plan.ts';
import { relPath } from '../model/file-tree.ts';
import type { ResolvedListing, ResolvedValidation } from '../model/resolved-listing.ts';
import { notebookView } from './notebook-view.ts';
import { printed } from './planned.ts';
import { publicReadmeView } from './public-readme-view.ts';
import { sampleFor } from './sample-for.ts';

/**
 * The public repository that AWS Marketplace asks for: a guide, a notebook, and the samples as its input. A rehearsal adds the answers to them.
 */
export function planBuyer(listing: ResolvedListing): readonly PlannedFile[] {
  const { validation } = listing;
  if (!validation) return [];
  return [
    printed('public', `${buyerFolder}/README.md`, 'merge', publicReadmeView(listing)),
    {
      path: relPath(`${buyerFolder}/${notebookName(listing)}`),
      mode: 0o644,
      policy: 'merge',
      content: {
        kind: 'notebook',
        template: `public/buyer/${listing.productType}`,
        view: notebookView(listing, validation),
      },
    },
    ...planInput(listing, validation),
  ];
}

/** The samples again: the repository of buyers has all that its notebook needs. */
function planInput(
  { productType, input }: ResolvedListing,
  { transform }: ResolvedValidation,
): readonly PlannedFile[] {
  const { input: folder } = buyerFolders(productType);
  return input.flatMap((type) => {
    const { path, bytes } = sampleFor(type);
    const uses = type.type === transform.contentType ? ['real-time', 'batch'] : ['real-time'];
    return uses.map((use) => ({
      path: relPath(`${buyerFolder}/${folder}/${use}/${fileNameIn(path)}`),
      mode: 0o644,
      policy: 'own',
      content: { kind: 'bytes', bytes },
      copyOf: relPath(path),
    }));
  });
}
