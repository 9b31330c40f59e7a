import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { everyField, textsOf } from '../support/build-listing.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { pythonOf, titled } from '../support/python.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const python = pythonOf('aws');
const manyTypes =
  'contentTypes: { input: [text/csv, application/json, application/jsonlines], output: [application/json, text/csv, application/jsonlines] }';
const documents: Readonly<Record<string, string>> = {
  'fields of every type': modelPackage({ contentTypes: manyTypes, fields: everyField }),
  'a picture': modelPackage({
    contentTypes: 'contentTypes: { input: [image/png, application/json], output: [text/plain] }',
    fields: 'fields: { input: [{ name: a, type: image }], output: [{ name: b, type: string }] }',
  }),
  'numbers without fields of the answer': modelPackage({
    contentTypes: 'contentTypes: { input: [application/x-npy], output: [application/x-npy] }',
    fields: 'fields: { input: [{ name: a, type: number }] }',
  }),
};

test.skipIf(python.missing).each(Object.keys(documents))(
  titled('marketplace/openapi.json obeys the rules of OpenAPI 3.1: %s', python),
  (name) => {
    const file = join(temporaryFolder(), 'openapi.json');
    const text = textsOf(documents[name] ?? '').get('marketplace/openapi.json') ?? '';
    const validated = (document: string) => {
      writeFileSync(file, document);
      return spawnSync(join(python.programs ?? '', 'openapi-spec-validator'), ['--schema', '3.1', file], {
        encoding: 'utf8',
      });
    };
    const { status, stdout, stderr } = validated(text);
    expect(status, stdout + stderr).toBe(0);
    expect(validated(text.replace('"operationId"', '"operation"')).status).not.toBe(0);
  },
);
