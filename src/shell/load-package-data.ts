import type { PackageData } from '../generate.ts';
import { packageText, packageTexts, packageVersion } from './package-files.ts';
import { build } from './shipped/build.ts';
import { imports, listing } from './shipped/listing.ts';
import { hasShape } from './shipped/schema.ts';
import { templates } from './shipped/templates.ts';

/** The files we ship. What is not always needed is read from the package's root on first use. */
export function loadPackageData(): PackageData {
  return {
    version: packageVersion(),
    build,
    get schema() {
      return packageText('schema/marketplace.schema.json');
    },
    hasShape,
    get catalogue() {
      return catalogueTexts();
    },
    templates,
    listing,
    imports,
    get page() {
      return packageTexts('src/report/page');
    },
  };
}

function catalogueTexts(): PackageData['catalogue'] {
  const catalogue = (name: string) => packageText(`schema/catalogue/${name}.json`);
  return {
    bases: catalogue('bases'),
    frameworks: catalogue('frameworks'),
    'content-types': catalogue('content-types'),
    regions: catalogue('regions'),
    'instance-types': catalogue('instance-types'),
    'deep-learning-containers': catalogue('deep-learning-containers'),
    accelerators: catalogue('accelerators'),
    'node-packages': catalogue('node-packages'),
  };
}
