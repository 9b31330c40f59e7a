import type { Catalogue, Framework, FrameworkVersion } from '../model/catalogue.ts';
import { chosenFramework, frameworkChoice } from '../model/chosen-framework.ts';
import { type FoundContainer, findContainer } from '../model/find-container.ts';
import { triedVersion, untriedVersion } from '../model/framework-version.ts';
import type { Manifest } from '../model/manifest.ts';
import { ownFramework } from '../model/own-image.ts';
import type { ResolvedFramework } from '../model/resolved-listing.ts';
import { type Choice, derived, given, orElse, together } from './choice.ts';
import { needForPython } from './need-for-python.ts';

/** The framework with its version, and the official images that its portable runtimes are copied from. */
export function resolveFramework(manifest: Manifest, catalogue: Catalogue): Choice<ResolvedFramework> {
  if (manifest.image !== undefined) return given(ownFramework);
  const written = frameworkChoice(manifest);
  const framework = chosenFramework(manifest, catalogue);
  if (!written || !framework)
    throw new Error(
      `the schema allows the framework ${written?.name}, and the catalogue has none of that name`,
    );
  const container = findContainer(manifest.base, catalogue);
  if (container?.repository.libraries.includes(framework.name))
    return frameworkOfContainer(container, framework, manifest);
  const newest = framework.versions[0]?.version ?? '';
  const chosen = orElse(['framework', 'version'], written.version, newest, 'the newest in the catalogue');
  const version = triedVersion(framework, chosen.value) ?? untriedVersion(framework, chosen.value);
  const python = container ? pythonOf(container) : choosePython(framework, version, written.python, manifest);
  return together({
    framework: given(framework),
    version: { value: version, reasons: chosen.reasons },
    python,
    nodeImage: chooseNodeImage(framework, manifest),
    pythonImage: container ? given(null) : choosePythonImage(framework, python.value),
  });
}

/** The framework that is in a container: nothing is installed for it. */
function frameworkOfContainer(
  container: FoundContainer,
  framework: Framework,
  manifest: Manifest,
): Choice<ResolvedFramework> {
  const { version } = container.says;
  return together({
    framework: given(framework),
    version: {
      ...derived(['framework', 'version'], version, 'the Deep Learning Container has it'),
      value: noVersion(version),
    },
    python: pythonOf(container),
    nodeImage: chooseNodeImage(framework, manifest),
    pythonImage: given(null),
  });
}

function pythonOf({ python }: FoundContainer): Choice<string> {
  if (python === null) return given('');
  return derived(['framework', 'python'], python, 'the Python of the Deep Learning Container');
}

function choosePython(
  framework: Framework,
  version: FrameworkVersion,
  written: string | undefined,
  manifest: Manifest,
): Choice<string> {
  if (framework.family === 'node') return given('');
  const path = ['framework', 'python'];
  const preset = version.python[0] ?? '';
  if (framework.family === 'server' && written === undefined) {
    const { isNeeded, because } = needForPython(manifest);
    return isNeeded
      ? derived(path, preset, because)
      : { value: '', reasons: [{ path, value: 'none', because }] };
  }
  return orElse(
    path,
    written,
    preset,
    `the Python that the packages of ${framework.title} ${version.version} were chosen for`,
  );
}

/** The server and the trainer run in Node, except in a Flask model package, which has no Node. */
function chooseNodeImage({ family }: Framework, { product }: Manifest): Choice<string | null> {
  if (family === 'flask' && product.type === 'model-package') return given(null);
  return derived(
    ['framework', 'nodeImage'],
    'node:24-bookworm-slim',
    'the maintained long-term Node; its runtime is made independent of the base',
  );
}

function choosePythonImage({ family }: Framework, python: string): Choice<string | null> {
  if (family === 'node' || python === '') return given(null);
  return derived(
    ['framework', 'pythonImage'],
    `python:${python}-slim-bookworm`,
    'the maintained Python; its runtime is made independent of the base',
  );
}

function noVersion(version: string): FrameworkVersion {
  return { version, packages: [], python: [] };
}
