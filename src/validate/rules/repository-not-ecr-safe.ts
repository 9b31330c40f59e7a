import { valueInWords } from '../../problem/phrasing.ts';
import type { Rule } from './rule.ts';

/** The pattern of ECR's CreateRepository, and its text: a name starts with a letter (ECR API, read 2026-11-21). */
const part = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const repositoryPath = new RegExp(`^(?=[a-z])${part}(?:/${part})*$`);

/** `upload.repository` is created in ECR under this name; unlike the product's name, it may have folders. */
export const repositoryNotEcrSafe: Rule = {
  code: 'repository-not-ecr-safe',
  check({ manifest }) {
    const repository = manifest.upload?.repository;
    if (repository === undefined || repositoryPath.test(repository)) return [];
    return [
      {
        at: ['upload', 'repository'],
        what: `\`upload.repository\` is ${valueInWords(repository)}, which cannot be the name of an ECR repository`,
        rule: 'ECR takes lower-case letters, digits and single - _ . between them, / between folders, and a letter first',
        fix: `use ${valueInWords(safeRepository(repository))}, or remove the key: the name of the product is taken then`,
      },
    ];
  },
};

/** Sellers often write the full address, so the registry's host is removed first. */
function safeRepository(repository: string): string {
  const folders = repository.replace(/^[\w.-]*\.amazonaws\.com\//, '').split('/');
  const safe = folders.map((folder) => (folder.toLowerCase().match(/[a-z0-9]+/g) ?? []).join('-'));
  const joined = safe
    .filter(Boolean)
    .join('/')
    .replace(/^[^a-z]+/, '');
  return joined.length >= 2 ? joined : 'my-model';
}
