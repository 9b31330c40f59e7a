import { Document, isMap, isScalar, isSeq, type Node } from 'yaml';
import type { Json, PlannedYaml } from '../../src/model/file-plan.ts';

type YamlWords = Pick<PlannedYaml, 'comments' | 'remarks'>;

/** A value as the library prints it whole, with its comments. Text that YAML 1.1 would read as another type is quoted too. */
export function yamlByLibrary(value: Json, { comments, remarks }: YamlWords): string {
  const document = new Document(value, { compat: 'yaml-1.1', aliasDuplicateObjects: false });
  const unused = new Set(comments.keys());
  addComments(document.contents, '');
  if (unused.size > 0) throw new Error(`no place for the comment on ${[...unused].join(', ')}`);
  return document.toString({ lineWidth: 0, singleQuote: true });

  function addComments(node: unknown, path: string): void {
    if (isMap(node))
      for (const [index, { key, value: member }] of node.items.entries()) {
        const place = path === '' ? String(key) : `${path}.${String(key)}`;
        commentOn(key as Node, place, index);
        addComments(member, place);
      }
    if (isSeq(node))
      node.items.forEach((item, index) => {
        addComments(item, `${path}.${index}`);
      });
    if (isScalar(node) && typeof node.value === 'string' && remarks.has(node.value))
      node.comment = ` ${remarks.get(node.value)}`;
  }

  function commentOn(key: Node, place: string, index: number): void {
    const comment = comments.get(place);
    if (comment === undefined) return;
    key.commentBefore = asComment(comment);
    key.spaceBefore = index > 0;
    unused.delete(place);
  }
}

function asComment(text: string): string {
  return text.replace(/^/gm, ' ');
}
