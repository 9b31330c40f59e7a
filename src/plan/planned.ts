import type { Json, PlannedFile, View } from '../model/file-plan.ts';
import { type FileMode, type FilePolicy, relPath } from '../model/file-tree.ts';

/** A file printed from `templates/<family>/<path>.hbs`: a template lies where its output lies. */
export function printed(
  family: string,
  path: string,
  policy: FilePolicy,
  view: View,
  mode: FileMode = 0o644,
): PlannedFile {
  return {
    path: relPath(path),
    mode,
    policy,
    content: { kind: 'template', template: `${family}/${path}`, view },
  };
}

/** A real file of `listing/`, copied under the same path, or from the folder of one framework. */
export function copied(path: string, policy: FilePolicy, source: string = path): PlannedFile {
  return { path: relPath(path), mode: 0o644, policy, content: { kind: 'verbatim', source } };
}

/** A JSON file, built as a value. */
export function serialised(path: string, policy: FilePolicy, value: Json): PlannedFile {
  return { path: relPath(path), mode: 0o644, policy, content: { kind: 'json', value } };
}
