import { type FoundContainer, findContainer } from '../../model/find-container.ts';
import { listInWords } from '../../problem/phrasing.ts';
import { type WrittenFramework, writtenFramework } from '../written-framework.ts';
import { containerFrameworkMismatch } from './container-framework-mismatch.ts';
import type { Rule, Violation } from './rule.ts';

/** A framework that the container does not have is installed in addition, for the container's Python. */
export const containerLibraryMissing: Rule = {
  code: 'container-library-missing',
  check(context) {
    const container = findContainer(context.manifest.base, context.catalogue);
    const framework = writtenFramework(context);
    if (!container || !framework || container.repository.libraries.includes(framework.entry.name)) return [];
    if (containerFrameworkMismatch.check(context).length > 0) return [];
    const unfit = unfitPython(container, framework);
    if (unfit) return [unfit];
    // The seller's own code needs whatever it needs.
    const hasPackages = framework.entry.versions[0]?.packages.length !== 0;
    return hasPackages ? [installedBeside(container, framework)] : [];
  },
};

function unfitPython(
  { python, repository, tag }: FoundContainer,
  { entry, version: written }: WrittenFramework,
): Violation | undefined {
  const version = entry.versions.find(({ version }) => version === written) ?? entry.versions[0];
  if (python === null || !version || version.python.includes(python)) return undefined;
  return {
    at: ['base', 'tag'],
    what: `${repository.name} ${tag} has Python ${python}, on which ${entry.title} ${version.version} does not run`,
    because: `the catalogue has it for Python ${listInWords(version.python, 'and')}`,
    fix: 'choose a tag with one of them, or write  base: amazonlinux:2023',
  };
}

function installedBeside(
  { repository, says }: FoundContainer,
  { entry, accelerator }: WrittenFramework,
): Violation {
  const isServing = repository.framework === entry.name;
  const packages = entry.versions[0]?.packages.map(({ name }) => name) ?? [];
  const onCpu = says.device === 'gpu' && accelerator === undefined ? ', and it does not use the GPU' : '';
  return {
    at: ['base', 'deepLearningContainer'],
    severity: 'warning',
    what: `${repository.name} ${isServing ? 'has no Python library of' : 'is not made for'} ${entry.title}, so ${packages[0]} is installed beside what it has${onCpu}`,
    because: isServing
      ? 'it has only a model server, which a listing does not use'
      : 'its framework only makes the image larger then',
    fix: isServing
      ? `use ${repository.name.replace('inference', 'training')}, which has the library`
      : 'write  base: amazonlinux:2023 , where the framework comes with a Python of its own',
  };
}
