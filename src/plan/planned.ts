import type { Json, PlannedFile, View } from '../model/file-plan.ts';
import { type FileMode, type FilePolicy, relPath } from '../model/file-tree.ts';

/** A file printed from `templates/<family>/<path>.hbs`: a template has the same path as its output. */
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

/** A file of `listing/`, copied to the same path; a framework's file comes from the framework's folder. */
export function copied(path: string, policy: FilePolicy, source: string = path): PlannedFile {
  return { path: relPath(path), mode: 0o644, policy, content: { kind: 'verbatim', source } };
}

/** A JSON file, given as a value. */
export function serialised(path: string, policy: FilePolicy, value: Json): PlannedFile {
  return { path: relPath(path), mode: 0o644, policy, content: { kind: 'json', value } };
}
