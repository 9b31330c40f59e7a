import { triedVersion } from '../model/framework-version.ts';
import { isBefore } from '../model/version-order.ts';
import type { Materials, SavedWith } from './materials.ts';

type Image = Pick<Materials, 'listing' | 'pinned'>;

/** The packages that have a library. */
const packagesOf: Readonly<Record<SavedWith['library'], readonly string[]>> = {
  'scikit-learn': ['scikit-learn'],
  xgboost: ['xgboost', 'xgboost-cpu', 'xgboost-cu12'],
};

/** The one version that the listing's requirements allow; undefined where they leave it open. */
export function pinnedVersion(library: SavedWith['library'], { pinned }: Image): string | undefined {
  return packagesOf[library].flatMap((name) => pinned.get(name) ?? [])[0];
}

/** By the library's own rule: scikit-learn warns of every difference, and XGBoost reads all models but newer ones. */
export function isMisfit({ library, version }: Omit<SavedWith, 'path'>, image: Image): boolean {
  const has = pinnedVersion(library, image);
  if (has === undefined || has === version) return false;
  return library === 'scikit-learn' || isNewer(version, has);
}

function isNewer(version: string, than: string): boolean {
  return isBefore(firstTwoOf(than), firstTwoOf(version));
}

/** `3.2` of `3.2.1`. */
function firstTwoOf(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}

export function fixFor({ library, version }: Omit<SavedWith, 'path'>, image: Image): string {
  const { framework } = image.listing.framework;
  const asks =
    framework.name === library && image.listing.base.made.from === 'system'
      ? `write  version: "${triedVersion(framework, version)?.version ?? version}"  in framework`
      : `write  ${library}==${version}  in requirements.txt`;
  const has = pinnedVersion(library, image);
  return `${asks}; or save the model again${has ? ` with ${library} ${has}` : ' with the version of the image'}`;
}
