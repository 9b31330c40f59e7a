import type { ListingIdentity } from '../model/listing-report.ts';
import type { ManifestTree, MapNode, TreeNode } from '../model/manifest-tree.ts';

/** The name and owner as they are written, so that a report names a listing whose manifest has errors elsewhere. */
export function listingIdentity({ root, policies }: ManifestTree): ListingIdentity {
  const [required] = policies.flatMap(({ value }) => itemsOf(memberOf(value, 'requiredTags')));
  const tags = memberOf(memberOf(root, 'upload'), 'tags');
  return {
    name: textOf(memberOf(memberOf(root, 'product'), 'name')),
    owner: textOf(ownerTag(tags)) ?? textOf(memberOf(tags, textOf(required) ?? '')),
  };
}

/** Tags are case-sensitive, and teams write this one as `owner`, `Owner` or `OWNER`. */
function ownerTag(tags: TreeNode | undefined): TreeNode | undefined {
  const key = [...entriesOf(tags).keys()].find((tag) => tag.toLowerCase() === 'owner');
  return memberOf(tags, key ?? '');
}

function memberOf(node: TreeNode | undefined, name: string): TreeNode | undefined {
  return entriesOf(node).get(name)?.value;
}

function entriesOf(node: TreeNode | undefined): MapNode['entries'] {
  return node?.kind === 'map' ? node.entries : new Map();
}

function itemsOf(node: TreeNode | undefined): readonly TreeNode[] {
  return node?.kind === 'list' ? node.items : [];
}

function textOf(node: TreeNode | undefined): string | null {
  return node?.kind === 'scalar' && typeof node.value === 'string' && node.value !== '' ? node.value : null;
}
