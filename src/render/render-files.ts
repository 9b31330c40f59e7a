import type { FilePlan, PlannedContent } from '../model/file-plan.ts';
import type { FileTree } from '../model/file-tree.ts';
import { jsonText } from '../text/json-text.ts';
import type { Templates } from './compile-templates.ts';
import { yamlDocument } from './quote/yaml-document.ts';

/** Every planned file with its bytes. A template or source that is not there is our bug, and throws. */
export function renderFiles(plan: FilePlan, templates: Templates): FileTree {
  return new Map(
    plan.map(({ path, mode, policy, content }) => [
      path,
      {
        mode,
        policy,
        content: renderContent(content, templates),
        ...(policy === 'seed' && content.kind === 'verbatim' && { seed: content.source }),
      },
    ]),
  );
}

function renderContent(content: PlannedContent, templates: Templates): Uint8Array {
  switch (content.kind) {
    case 'template':
      return encode(shipped(templates.print, content.template)(content.view));
    case 'verbatim':
      return shipped(templates.verbatim, content.source);
    case 'json':
      return encode(jsonText(content.value));
    case 'yaml':
      return encode(yamlDocument(content));
    case 'bytes':
      return content.bytes;
  }
}

function shipped<T>(files: ReadonlyMap<string, T>, path: string): T {
  const found = files.get(path);
  if (found === undefined) throw new Error(`templates/ has no ${path}`);
  return found;
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
