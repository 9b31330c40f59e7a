import { expect, test } from 'vitest';
import { readImports, withImports } from '../../src/plan/listing-imports.ts';
import { planFiles } from '../../src/plan/plan-files.ts';
import { texts } from '../../src/shell/shipped/listing.ts';
import { resolveText } from '../support/build-listing.ts';
import { everyKind } from '../support/every-kind.ts';
import { preparedForTests } from '../support/prepared.ts';

test('files come with what they import, directly or not, and each comes once', () => {
  const imports = readImports(
    new Map([
      ['src/a.ts', "import '../runtime/b.ts';\nimport type { C } from '../runtime/c.ts';\n"],
      ['runtime/b.ts', "import {\n  c,\n} from './c.ts';\nimport { join } from 'node:path';\n"],
      ['runtime/c.ts', "export { d } from './part/d.ts';\n// import { e } from './e.ts';\n"],
      ['runtime/part/d.ts', "import * as contract from '../contract.ts';\nimport { c } from '../c.ts';\n"],
      ['runtime/contract.ts', "import { e } from './e.ts';\n"],
      ['runtime/e.ts', ''],
    ]),
  );
  expect(withImports(['src/a.ts'], imports)).toEqual([
    'runtime/b.ts',
    'runtime/c.ts',
    'runtime/part/d.ts',
    'src/a.ts',
  ]);
});

test('in Python, too, where only modules of the runtime count', () => {
  const imports = readImports(
    new Map([
      [
        'runtime/wsgi/a.py',
        'import json\nfrom runtime import contract\n\ndef f():\n    from runtime.b import c\n',
      ],
      ['runtime/b.py', 'from numpy import array\n'],
      ['runtime/contract.py', ''],
    ]),
  );
  expect(withImports(['runtime/wsgi/a.py'], imports)).toEqual(['runtime/b.py', 'runtime/wsgi/a.py']);
});

test('each file of `listing/` is in some listing', () => {
  const used = everyKind()
    .flatMap((yaml) => planFiles(resolveText(yaml), preparedForTests()))
    .flatMap(({ content }) => (content.kind === 'verbatim' ? [content.source] : []));
  const ownForEachListing = /^runtime\/contract\.|^ci\//;
  const shipped = [...texts.keys()].filter((path) => !ownForEachListing.test(path));
  expect(shipped.filter((path) => !used.includes(path))).toEqual([]);
});
