import Handlebars from 'handlebars';
import { expect, test } from 'vitest';
import type { View, ViewValue } from '../../src/model/file-plan.ts';
import { manifestView } from '../../src/plan/manifest-view.ts';
import { planFiles } from '../../src/plan/plan-files.ts';
import { quotes } from '../../src/render/quotes.ts';
import { packageTexts } from '../../src/shell/package-files.ts';
import { frameworkKinds, kinds, ownImageKinds, pythonKinds, resolveText } from '../support/build-listing.ts';
import { preparedForTests } from '../support/prepared.ts';

const sources = packageTexts('templates');
const parts = new Set([...sources.values()].flatMap((source) => partsIn(Handlebars.parse(source))));
const printed = [...sources].filter(([path]) => !parts.has(nameOf(path)));
const views = collectViews();

const readmeWords = [
  'baseName',
  'entry.sample',
  'image',
  'python',
  'region',
  'resourceName',
  'scanState',
  'validation.account',
];

/** Values that can be printed without quotes: numbers, words of a closed set, or our own text. */
const rawPrints: Readonly<Record<string, readonly string[]>> = {
  'flask/README.md': readmeWords,
  'image/.dockerignore': ['path'],
  'image/Dockerfile': [
    'baseName',
    'command',
    'folder',
    'line',
    'npmStage',
    'program.files',
    'program.folder',
    'toolStage',
  ],
  'image/scripts/build.sh': ['name', 'openBraces', 'registries'],
  'own-image/marketplace/README.md': [
    'entry.sample',
    'image',
    'region',
    'resourceName',
    'validation.account',
  ],
  'manifest/marketplace.yaml': [
    'field.example',
    'generator',
    'handler',
    'hyperparameter.max',
    'hyperparameter.min',
    'hyperparameter.usual',
  ],
  'product/marketplace/product-page.md': [
    'channel.modes',
    'channel.required',
    'entry.holds',
    'entry.split',
    'field.type',
    'link.url',
    'metric.objective',
    'notebook',
    'page.licence',
    'page.logo',
    'page.video',
    'parameter.tunable',
    'parameter.type',
    'price.freeTrialDays',
    'price.words',
    'repository',
    'row.realtime',
    'row.training',
    'row.transform',
  ],
  'project/README.md': [...readmeWords, 'cuda'].sort(),
  'public/buyer/README.md': [
    'channel.modes',
    'channel.required',
    'entry.sample',
    'field.type',
    'link.url',
    'search',
  ],
  'public/buyer/algorithm': [
    'channel.modes',
    'channel.required',
    'field.type',
    'input',
    'output',
    'parameter.tunable',
    'parameter.type',
    'search',
  ],
  'public/buyer/model-package': ['field.type', 'input', 'output', 'search'],
  'python/requirements.txt': [
    'broughtBy',
    'cuda.downloadMB',
    'cuda.words',
    'index',
    'package.name',
    'package.version',
  ],
  'serving/bin/serve': ['modelIsIn', 'server', 'variable.because', 'variable.export'],
  'serving/runtime/contract.ts': ['@index', 'field.type', 'training.distributed'],
  'training/bin/train': ['variable.because', 'variable.export'],
  'upload/scripts/register.sh': [
    'arnField',
    'createCommand',
    'deleteCommand',
    'describeCommand',
    'detailsField',
    'nameOption',
    'requestFile',
    'resourceWords',
    'statusField',
  ],
  'upload/scripts/upload.sh': ['openBraces', 'waitMinutes'],
};

test.each(printed.map(([path]) => path))('%s is printed by some listing', (path) => {
  expect(views.has(nameOf(path))).toBe(true);
});

test.each(printed)('%s prints nothing without a quoting helper', (path, source) => {
  const { bare, helpers, raw } = usesOf(source);
  expect(bare, 'printed without a helper').toEqual([]);
  expect(
    helpers.filter((helper) => !Object.hasOwn(quotes, helper)),
    'unknown helpers',
  ).toEqual([]);
  expect([...new Set(raw)].sort(), 'raw prints; add a new one to the list after thinking').toEqual(
    rawPrints[nameOf(path)] ?? [],
  );
});

test.each(printed)('%s uses only names of its view, and uses all of them', (path, source) => {
  const { names } = usesOf(source);
  const shapes = views.get(nameOf(path)) ?? [];
  const known = new Set(shapes.flatMap((view) => pathsIn(view, '')));
  expect(
    names.filter((name) => !known.has(name)),
    'not in the view',
  ).toEqual([]);
  const isUsed = (name: string) =>
    names.some(
      (used) =>
        used === name ||
        name.startsWith(`${used}.`) ||
        name.startsWith(`${used}[`) ||
        used.startsWith(`${name}.`),
    );
  expect(
    [...known].filter((name) => !isUsed(name)),
    'not used',
  ).toEqual([]);
});

function nameOf(path: string): string {
  return path.slice(0, -'.hbs'.length);
}

function collectViews(): Map<string, View[]> {
  const plans = Object.values({ ...kinds, ...frameworkKinds, ...pythonKinds, ...ownImageKinds }).flatMap(
    (yaml) => planFiles(resolveText(yaml), preparedForTests()),
  );
  const collected = new Map<string, View[]>();
  for (const { content } of plans)
    if (content.kind === 'template' || content.kind === 'notebook')
      collected.set(content.template, [...(collected.get(content.template) ?? []), content.view]);
  const answers = {
    title: 'A',
    name: 'a',
    framework: 'typescript',
    base: 'b',
    input: ['x/y'],
    output: ['x/y'],
  };
  collected.set('manifest/marketplace.yaml', [
    manifestView({ ...answers, productType: 'model-package', artifactMode: 's3' }, '1'),
    manifestView(
      {
        ...answers,
        productType: 'model-package',
        artifactMode: 'bundled',
        frameworkVersion: '1.9.1',
        fields: [{ name: 'age', type: 'number', required: false, example: 3 }],
      },
      '1',
    ),
    manifestView({ ...answers, productType: 'algorithm', artifactMode: 'bundled' }, '1'),
    manifestView(
      {
        ...answers,
        productType: 'algorithm',
        artifactMode: 'bundled',
        inferenceEntry: 'code/inference.py',
        include: ['churnlib'],
        training: {
          entry: 'code/train.py',
          channels: ['train'],
          hyperparameters: [{ name: 'loss', type: 'categorical', values: ['log'], default: 'log' }],
        },
      },
      '1',
    ),
  ]);
  return collected;
}

/** Every member of a view: `training.channels`, and `training.channels[].name` for the items of a list. */
function pathsIn(value: ViewValue | undefined, path: string): string[] {
  if (Array.isArray(value)) return [path, ...value.flatMap((item) => pathsIn(item, `${path}[]`))];
  if (typeof value !== 'object' || value === null) return [path];
  const members = Object.entries(value).flatMap(([name, member]) =>
    pathsIn(member, path ? `${path}.${name}` : name),
  );
  return path === '' ? members : [path, ...members];
}

interface Uses {
  readonly names: string[];
  readonly bare: string[];
  readonly helpers: string[];
  readonly raw: string[];
}

function usesOf(source: string): Uses {
  const uses: Uses = { names: [], bare: [], helpers: [], raw: [] };
  walk(Handlebars.parse(source), new Map(), uses);
  return uses;
}

/** The templates that a template includes. */
function partsIn({ body }: hbs.AST.Program): string[] {
  return body.flatMap((statement) => {
    if (statement.type === 'PartialStatement')
      return [((statement as hbs.AST.PartialStatement).name as hbs.AST.PathExpression).original];
    if (statement.type !== 'BlockStatement') return [];
    const { program, inverse } = statement as hbs.AST.BlockStatement;
    return [program, inverse].flatMap((block) => (block ? partsIn(block) : []));
  });
}

/** Follows blocks with their parameters: in `{{#each xs as |x|}}`, `x` means `xs[]`. */
function walk(program: hbs.AST.Program, scope: ReadonlyMap<string, string>, uses: Uses): void {
  for (const statement of program.body) {
    if (statement.type === 'MustacheStatement')
      walkPrint(statement as hbs.AST.MustacheStatement, scope, uses);
    if (statement.type === 'PartialStatement')
      for (const part of partsIn({ ...program, body: [statement] }))
        walk(Handlebars.parse(sources.get(`${part}.hbs`) ?? ''), scope, uses);
    if (statement.type !== 'BlockStatement') continue;
    const block = statement as hbs.AST.BlockStatement;
    const [subject] = block.params;
    const path =
      subject?.type === 'PathExpression' ? fullName(subject as hbs.AST.PathExpression, scope) : undefined;
    if (path !== undefined) uses.names.push(path);
    const [parameter] = block.program?.blockParams ?? [];
    const inner =
      parameter === undefined || path === undefined ? scope : new Map([...scope, [parameter, `${path}[]`]]);
    if (block.program) walk(block.program, inner, uses);
    if (block.inverse) walk(block.inverse, scope, uses);
  }
}

function walkPrint(
  { path, params }: hbs.AST.MustacheStatement,
  scope: ReadonlyMap<string, string>,
  uses: Uses,
): void {
  const helper = (path as hbs.AST.PathExpression).original;
  const [argument] = params as hbs.AST.PathExpression[];
  if (!argument || params.length !== 1) {
    uses.bare.push(helper);
    return;
  }
  uses.helpers.push(helper);
  const name = fullName(argument, scope);
  if (name !== undefined) uses.names.push(name);
  if (helper === 'raw') uses.raw.push(argument.original);
}

/** `@last` and similar names are built into Handlebars. */
function fullName(
  { parts, data }: hbs.AST.PathExpression,
  scope: ReadonlyMap<string, string>,
): string | undefined {
  const [first = '', ...rest] = parts.map(String);
  return data ? undefined : [scope.get(first) ?? first, ...rest].join('.');
}
