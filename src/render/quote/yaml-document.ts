import { Document, isMap, isScalar, isSeq } from 'yaml';
import type { Json, PlannedYaml } from '../../model/file-plan.ts';

/** One member or one item as YAML, with the remark on its value. Text that YAML 1.1 would read as another type is quoted too. */
export function yamlDocument(value: Json, remarks: PlannedYaml['remarks']): string {
  const document = new Document(value, { compat: 'yaml-1.1', aliasDuplicateObjects: false });
  const { contents } = document;
  const leaf = isMap(contents) ? contents.items[0]?.value : isSeq(contents) ? contents.items[0] : undefined;
  if (isScalar(leaf) && typeof leaf.value === 'string' && remarks.has(leaf.value))
    leaf.comment = ` ${remarks.get(leaf.value)}`;
  return document.toString({ lineWidth: 0, singleQuote: true });
}
