import type { Check } from '../check.ts';
import { fixFor, isMisfit, pinnedVersion } from '../model-fit.ts';
import { sources } from '../sources.ts';
import { failed, notSeen, passed } from '../verdicts.ts';
import { versionWarning } from '../version-warning.ts';

/** The bytes of a file say what saved it. Where they do not, the library's own warning does, when it loads the model. */
export const modelVersion: Check = {
  id: 'model-version',
  rule: 'The image has the version of the library that saved the model: with another one the library warns, and may answer something else.',
  source: sources.persistence,
  objector: 'buyers suffer',
  phase: 'start',
  look: async (scene) => {
    const { opening, listing, stage } = scene;
    const files = await scene.savedWith();
    const misfit = files.find((saved) => isMisfit(saved, scene));
    if (misfit) {
      const { path, library, version } = misfit;
      const words = `${path} was saved with ${library} ${version}, and the image has ${pinnedVersion(library, scene)}`;
      return failed(words, fixFor(misfit, scene));
    }
    const warning = versionWarning(opening.log);
    // The Python of this machine may have another version than the image: the requirements say which.
    const has = pinnedVersion('scikit-learn', scene) ?? warning?.has;
    if (warning && (stage.kind === 'container' || has === warning.has)) {
      const words = `the model was saved with scikit-learn ${warning.saved}, and is loaded with ${warning.has}`;
      return failed(words, fixFor({ library: 'scikit-learn', version: warning.saved }, scene), warning.lines);
    }
    const fitting = files.filter(({ library }) => pinnedVersion(library, scene) !== undefined);
    if (fitting.length > 0)
      return passed(fitting.map(({ path, library, version }) => `${path}: ${library} ${version}`).join(', '));
    if (opening.readyMs === undefined || listing.framework.framework.family === 'node')
      return notSeen('no file of the model says which version of a library saved it');
    return passed('no library warned when it loaded the model');
  },
};
