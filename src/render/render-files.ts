import type { FilePlan, PlannedContent, View } from '../model/file-plan.ts';
import type { FileTree } from '../model/file-tree.ts';
import { jsonText } from '../text/json-text.ts';
import type { Templates } from './link-templates.ts';
import { notebookText } from './notebook-text.ts';
import { yamlFile } from './quote/yaml-file.ts';

/** The templates and sources that files are made from. */
export interface Sources {
  readonly templates: Templates;
  readonly listing: ListingFiles;
}

/**
 * A file by its path below `listing/`; undefined where there is none. All listings share these bytes, so that each file is
 * kept and hashed once.
 */
export type ListingFiles = (path: string) => Uint8Array | undefined;

/** Every planned file with its bytes. A missing template or source is a bug of the generator, and throws. */
export function renderFiles(plan: FilePlan, sources: Sources): FileTree {
  return new Map(
    plan.map((file) => {
      const { path, mode, policy, content, copyOf } = file;
      const seed = policy === 'seed' && content.kind === 'verbatim' ? content.source : file.seed;
      const rendered = renderContent(content, sources);
      return [path, { mode, policy, content: rendered, ...(seed && { seed }), ...(copyOf && { copyOf }) }];
    }),
  );
}

function renderContent(content: PlannedContent, sources: Sources): Uint8Array {
  switch (content.kind) {
    case 'template':
      return encode(printTemplate(content.template, content.view, sources));
    case 'notebook':
      return encode(notebookText(printTemplate(content.template, content.view, sources)));
    case 'verbatim':
      return existing(sources.listing(content.source), content.source);
    case 'json':
      return encode(jsonText(content.value));
    case 'yaml':
      return encode(yamlFile(content));
    case 'bytes':
      return content.bytes;
  }
}

/** The text of one template, for output that is not a file of a listing. */
export function printTemplate(name: string, view: View, { templates }: Sources): string {
  return existing(templates.get(name), name)(view);
}

function existing<T>(found: T | undefined, path: string): T {
  if (found === undefined) throw new Error(`the package has no ${path}`);
  return found;
}

const encoder = new TextEncoder();

function encode(text: string): Uint8Array {
  return encoder.encode(text);
}
