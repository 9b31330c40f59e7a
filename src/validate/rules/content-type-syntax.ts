import type { Catalogue } from '../../model/catalogue.ts';
import { pathInWords, valueInWords } from '../../problem/phrasing.ts';
import { contentTypesOf, type PlacedText } from '../manifest-places.ts';
import type { Rule, Violation } from './rule.ts';

/** RFC 9110 tokens around a slash; the first as strict as SageMaker's ResponseMIMEType (read 2026-11-21). */
const contentType = /^[\w-]+\/[\w!#$&^.+-]+$/;

/** A content type is one type and subtype, without parameters or wildcards. */
export const contentTypeSyntax: Rule = {
  code: 'content-type-syntax',
  check({ manifest, catalogue }) {
    return contentTypesOf(manifest)
      .filter(({ value }) => !contentType.test(value))
      .map((place) => violationFor(place, catalogue));
  },
};

function violationFor({ path, value }: PlacedText, catalogue: Catalogue): Violation {
  const subject = `${pathInWords(path)} is ${valueInWords(value)}`;
  const parts = value.split(/[\s;]+/);
  if (parts.length > 1 && parts.every((part) => contentType.test(part)))
    return {
      at: path,
      what: `${subject}, which is ${parts.length} types in one text`,
      fix: `put a comma between them: ${parts.join(', ')}`,
    };
  const bare = value.split(';', 1)[0]?.trim() ?? '';
  if (bare !== value && contentType.test(bare))
    return {
      at: path,
      what: `${subject}, and a type has no parameters or spaces here`,
      because: 'parameters belong to each request, where the server reads them',
      fix: `write \`${bare}\``,
    };
  if (value.includes('*'))
    return {
      at: path,
      what: `${subject}, and each type must be listed by itself`,
      because: 'AWS shows buyers the list as it is, and the server answers only what is listed',
      fix: 'replace it by the types you mean, for example `image/png`',
    };
  return {
    at: path,
    what: `${subject}, which is not of the form type/subtype`,
    because: 'SageMaker refuses a response type without a slash, and no request can name such a type',
    fix: `write it like \`${nearestType(bare, catalogue)}\``,
  };
}

/** `csv` and `.csv` mean text/csv. */
function nearestType(written: string, { contentTypes }: Catalogue): string {
  const word = written.toLowerCase().replace(/[^a-z0-9]/g, '');
  const meant = contentTypes.find(
    ({ type, extension }) => !type.includes('*') && (type.endsWith(`/${word}`) || extension === word),
  );
  return meant?.type ?? 'text/csv';
}
