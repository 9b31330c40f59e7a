import { pathInWords, valueInWords } from '../../problem/phrasing.ts';
import { contentTypesOf } from '../manifest-places.ts';
import type { Rule } from './rule.ts';

/** Names that are in use for a type that has a registered one, or one of SageMaker's own. */
const registered: Readonly<Record<string, string>> = {
  'text/json': 'application/json',
  'application/x-json': 'application/json',
  'application/csv': 'text/csv',
  'text/x-csv': 'text/csv',
  'application/jsonl': 'application/jsonlines',
  'application/jsonline': 'application/jsonlines',
  'application/json-lines': 'application/jsonlines',
  'application/ndjson': 'application/x-ndjson',
  'application/npy': 'application/x-npy',
  'application/numpy': 'application/x-npy',
  'image/jpg': 'image/jpeg',
};

/** SDKs and browsers send the registered name of a type, and the server takes no other than what is declared. */
export const contentTypeOtherName: Rule = {
  code: 'content-type-other-name',
  check({ manifest, catalogue }) {
    const known = catalogue.contentTypes.map(({ type }) => type);
    return contentTypesOf(manifest).flatMap(({ path, value }) => {
      const name = known.includes(value) ? undefined : registered[value.toLowerCase()];
      if (name === undefined) return [];
      return [
        {
          at: path,
          severity: 'warning',
          what: `${pathInWords(path)} is ${valueInWords(value)}, and most callers know this type as ${name}`,
          because: 'the server takes only the names that are declared, and decodes only those that it knows',
          fix: `write \`${name}\``,
        },
      ];
    });
  },
};
