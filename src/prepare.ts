import type { ListingImports } from './plan/listing-imports.ts';
import { type CatalogueTexts, readCatalogue } from './read/read-catalogue.ts';
import { linkTemplates, type TemplateProgram } from './render/link-templates.ts';
import type { ListingFiles, Sources } from './render/render-files.ts';
import { once } from './text/once.ts';
import type { Ground } from './validate/ground.ts';
import { type ShapeProgram, schemaCheck } from './validate/schema-check.ts';

/** The files we ship, as text or as programs that were made of them. */
export interface PackageData {
  readonly version: string;
  /** Of a package that was built: no other build has it. */
  readonly build: string | undefined;
  readonly schema: string;
  /** The program of the schema. */
  readonly hasShape: ShapeProgram;
  readonly catalogue: CatalogueTexts;
  /** The programs of templates, by path below `templates/`. */
  readonly templates: ReadonlyMap<string, TemplateProgram>;
  /** Programs of listings. */
  readonly listing: ListingFiles;
  /** What each of them imports. */
  readonly imports: ListingImports;
  /** Styles and scripts of the reports, by name. */
  readonly page: ReadonlyMap<string, string>;
}

/** The files we ship, parsed once for all listings. A fault in them is our bug, and throws. */
export interface Prepared extends Ground {
  readonly version: string;
  readonly build: string | undefined;
  readonly sources: Sources;
  readonly imports: ListingImports;
  readonly page: ReadonlyMap<string, string>;
}

/** Each part is read on first use: most commands need few of them. */
export function prepare(data: PackageData, today: string): Prepared {
  const schema = once(() => JSON.parse(data.schema) as Record<string, unknown>);
  const catalogue = once(() => readCatalogue(data.catalogue));
  const sources = once(() => ({ templates: linkTemplates(data.templates), listing: data.listing }));
  return {
    version: data.version,
    build: data.build,
    today,
    checkShape: schemaCheck(schema, data.hasShape),
    get catalogue() {
      return catalogue();
    },
    get sources() {
      return sources();
    },
    get imports() {
      return data.imports;
    },
    get page() {
      return data.page;
    },
  };
}
