import type { Catalogue } from '../model/catalogue.ts';

/** The texts of `schema/catalogue/`, by file name without the extension. */
export type CatalogueTexts = Readonly<
  Record<
    | 'bases'
    | 'frameworks'
    | 'content-types'
    | 'regions'
    | 'instance-types'
    | 'deep-learning-containers'
    | 'accelerators'
    | 'node-packages',
    string
  >
>;

/** Combines the catalogue files. `test/meta/catalogue.test.ts` checks their shape, so no start has to. */
export function readCatalogue(texts: CatalogueTexts): Catalogue {
  return {
    ...(JSON.parse(texts.bases) as Pick<Catalogue, 'bases'>),
    ...(JSON.parse(texts.frameworks) as Pick<Catalogue, 'frameworks'>),
    ...(JSON.parse(texts['content-types']) as Pick<Catalogue, 'contentTypes'>),
    ...(JSON.parse(texts.regions) as Pick<Catalogue, 'regions'>),
    ...(JSON.parse(texts['deep-learning-containers']) as Pick<Catalogue, 'deepLearningContainers'>),
    ...(JSON.parse(texts.accelerators) as Pick<Catalogue, 'accelerators'>),
    ...(JSON.parse(texts['node-packages']) as Pick<Catalogue, 'nodePackages'>),
    ...(JSON.parse(texts['instance-types']) as Pick<Catalogue, 'instanceTypes'>),
  };
}
