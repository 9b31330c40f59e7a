import type { FilePlan, PlannedContent, View } from '../model/file-plan.ts';
import type { FileTree } from '../model/file-tree.ts';
import { jsonText } from '../text/json-text.ts';
import type { Templates } from './link-templates.ts';
import { yamlDocument } from './quote/yaml-document.ts';

/** The templates and sources that files are made from. */
export interface Sources {
  readonly templates: Templates;
  /** By path below `listing/`. All listings share these bytes, so that each file is kept and hashed once. */
  readonly listing: Pick<ReadonlyMap<string, Uint8Array>, 'get'>;
}

/** Encodes each text on first use. */
export function encodeTexts(texts: ReadonlyMap<string, string>): Sources['listing'] {
  const encoded = new Map<string, Uint8Array>();
  return {
    get: (path) => {
      const text = texts.get(path);
      if (text !== undefined && !encoded.has(path)) encoded.set(path, encode(text));
      return encoded.get(path);
    },
  };
}

/** Every planned file with its bytes. A missing template or source is a bug of the generator, and throws. */
export function renderFiles(plan: FilePlan, sources: Sources): FileTree {
  return new Map(
    plan.map((file) => {
      const { path, mode, policy, content } = file;
      const seed = policy === 'seed' && content.kind === 'verbatim' ? content.source : file.seed;
      return [path, { mode, policy, content: renderContent(content, sources), ...(seed && { seed }) }];
    }),
  );
}

function renderContent(content: PlannedContent, sources: Sources): Uint8Array {
  switch (content.kind) {
    case 'template':
      return encode(printTemplate(content.template, content.view, sources));
    case 'verbatim':
      return existing(sources.listing, content.source);
    case 'json':
      return encode(jsonText(content.value));
    case 'yaml':
      return encode(yamlDocument(content));
    case 'bytes':
      return content.bytes;
  }
}

/** The text of one template, for output that is not a file of a listing. */
export function printTemplate(name: string, view: View, { templates }: Sources): string {
  return existing(templates, name)(view);
}

function existing<T>(files: Pick<ReadonlyMap<string, T>, 'get'>, path: string): T {
  const found = files.get(path);
  if (found === undefined) throw new Error(`the package has no ${path}`);
  return found;
}

const encoder = new TextEncoder();

function encode(text: string): Uint8Array {
  return encoder.encode(text);
}
