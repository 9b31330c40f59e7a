import { type Answer, packageFaults } from '../../imports/judge-imports.ts';
import type { Check } from '../check.ts';
import { importsFailed, noCode } from '../import-words.ts';
import type { ImportingCode } from '../materials.ts';
import { sources } from '../sources.ts';
import type { ImageFacts } from '../stage.ts';
import { containerShows, notSeen, passed } from '../verdicts.ts';

export const importNotInstalled: Check = {
  id: 'import-not-installed',
  rule: 'The packages that the code imports are installed in the image: at AWS nothing can be installed later.',
  source: sources.isolation,
  objector: 'buyers suffer',
  phase: 'image',
  look: async ({ code, images }) => {
    if (!code) return notSeen(noCode);
    const modules = neededModules(code);
    const python = images.length > 0 ? inImages(images) : await asked(code, modules);
    const known: Answer[] = python ? modules.map(python) : modules.map(() => 'unknown');
    const faults = packageFaults(code.scanned, { ...code.installed, python: python ?? (() => 'unknown') });
    if (faults.length > 0) return importsFailed(faults);
    const unknown = modules.filter((_, at) => known[at] === 'unknown');
    if (unknown.length === 0) return passed(words(modules));
    const names = unknown.map((name) => `\`${name}\``).join(', ');
    return images.length > 0
      ? notSeen('the layers of the image could not be read')
      : containerShows(`the packages of this machine do not show whether the image has ${names}`);
  },
};

/** Where nothing is to be asked, no Python is started. */
async function asked({ askPython }: ImportingCode, modules: readonly string[]) {
  return modules.length === 0 ? undefined : askPython(modules);
}

function words(modules: readonly string[]): string {
  return modules.length === 0
    ? 'nothing of Python’s index is imported'
    : `installed are ${modules.join(', ')}`;
}

/** The modules of Python that the code cannot do without. */
function neededModules({ scanned }: ImportingCode): readonly string[] {
  const needed = scanned.packages.filter(({ language, isOptional }) => language === 'python' && !isOptional);
  return [...new Set(needed.map(({ name }) => name))];
}

/** By the files of all images: a module without any file there is not installed. */
function inImages(images: readonly ImageFacts[]): ((module: string) => Answer) | undefined {
  if (images.some(({ files }) => !files)) return undefined;
  const files = images.flatMap(({ files }) => files ?? []).join('\n');
  return (module) => {
    const place = new RegExp(`(?:^|/)${module}(?:\\.py|/.*\\.py|(?:/.*|\\..*)?\\.so)$`, 'm');
    return place.test(files) ? 'there' : 'missing';
  };
}
