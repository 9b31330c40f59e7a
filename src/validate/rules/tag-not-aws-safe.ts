import { pathInWords, valueInWords } from '../../problem/phrasing.ts';
import type { Rule, Violation } from './rule.ts';

/** SageMaker's TagKey and TagValue; the schema limits the length of a value (SageMaker API, read 2026-11-21). */
const tagText = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const longestKey = 128;

/** Tags go to ECR and to SageMaker unchanged, so both must accept them. */
export const tagNotAwsSafe: Rule = {
  code: 'tag-not-aws-safe',
  check({ manifest }) {
    return Object.entries(manifest.upload?.tags ?? {}).flatMap(([key, value]) =>
      violationsFor(key, value ?? ''),
    );
  },
};

function violationsFor(key: string, value: string): Violation[] {
  const at = ['upload', 'tags', key];
  const subject = `the tag ${valueInWords(key)} in \`upload.tags\``;
  if (/^aws:/i.test(key))
    return [
      {
        at,
        atKey: true,
        what: `${subject} begins with \`aws:\``,
        rule: 'AWS keeps these tags for itself',
        fix: 'give the tag another name',
      },
    ];
  if (key === '' || key.length > longestKey)
    return [
      {
        at,
        atKey: true,
        what: `${subject} has a name of ${key.length} characters`,
        rule: `AWS takes 1 to ${longestKey}`,
        fix: 'give the tag another name',
      },
    ];
  const isKeyAtFault = !tagText.test(key);
  if (!isKeyAtFault && tagText.test(value)) return [];
  return [
    {
      at,
      atKey: isKeyAtFault,
      what: isKeyAtFault
        ? `${subject} has a character that AWS does not take`
        : `${pathInWords(at)} is ${valueInWords(value)}, with a character that AWS does not take`,
      rule: 'a tag has letters, digits, spaces and _ . : / = + - @ only',
      fix: 'write it with those characters',
    },
  ];
}
