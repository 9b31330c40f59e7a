import fc from 'fast-check';

type Text = fc.Arbitrary<string>;

const word = fc.constantFrom('churn', 'a b', 'x#y', 'no: colon', '- dash', 'é', "it's", 'say "x"', '7', '');

/** A text as a YAML scalar: plain, if that gives the same text, or with either kind of quotes. */
const scalar: Text = word.chain((value) =>
  fc.constantFrom(
    JSON.stringify(value),
    `'${value.replaceAll("'", "''")}'`,
    ...(/^[\w./é-]+$/.test(value) && !/^\d/.test(value) ? [value] : []),
  ),
);

const gap: Text = fc.constantFrom('', '', '', '\n', '# note\n', '\n# apart\n\n', '  # far in\n', '#\n');
const tail: Text = fc.constantFrom('', '', ' # behind', '   ', ' # a "b" [c');

const one = (name: string): Text =>
  fc.tuple(scalar, tail).map(([written, end]) => `${name}: ${written}${end}\n`);

const list = (name: string): Text =>
  fc
    .tuple(fc.array(fc.constantFrom('text/csv', 'a/b'), { minLength: 1, maxLength: 3 }), fc.nat(2), gap, tail)
    .map(([items, style, between, end]) => {
      if (style === 0) return `${name}: [${items.join(', ')}]${end}\n`;
      if (style === 1) return `${name}: [${end}\n  ${items.join(`,${end}\n  `)}\n  ]\n`;
      return `${name}:${end}\n${items.map((item) => `  - ${item}\n`).join(between.replace(/^(?=#)/gm, '  '))}`;
    });

const type: Text = fc
  .tuple(fc.constantFrom('model', 'algorithm'), fc.constantFrom('', '"', "'"), tail)
  .map(([value, quote, end]) => `type: ${quote}${value}${quote}${end}\n`);

const description: Text = fc
  .tuple(fc.constantFrom('|', '>', '|-', '>-', '|1'), fc.constantFrom('', '\n'))
  .map(
    ([style, blank]) =>
      `description: ${style}\n  # in the text\n${blank}    further in\n   \n  end\n${blank}`,
  );

const overLines: Text = fc.constantFrom(
  "title: 'two\n  lines\n\n  of text'\n",
  'title: "a\\\n  b\n    c"\n',
  'title: plain\n  over\n\n  lines # end\n',
  'title:\n  below # end\n',
);

const model: Text = fc.tuple(fc.nat(2), gap, tail).map(([style, between, end]) => {
  if (style === 0) return `model: { bundled: m }${end}\n`;
  return style === 1 ? `model:${end}\n${between}  bundled: m\n` : `model: {${end}\n  "bundled": 'm',\n  }\n`;
});

const training: Text = fc
  .array(fc.tuple(fc.constantFrom('int', 'float', 'choice', 'text'), fc.boolean(), tail), {
    minLength: 1,
    maxLength: 3,
  })
  .map(
    (parameters) =>
      `training:\n  hyperparameters:\n${parameters
        .map(([kind, isFlow, end], index) =>
          isFlow
            ? `    - { name: p${index}, kind: ${kind} }${end}\n`
            : `    - kind: "${kind}"${end}\n      name: p${index}\n`,
        )
        .join('')}`,
  );

const untouched: Text = fc
  .tuple(fc.nat(99), tail)
  .map(
    ([workers, end]) =>
      `inference:\n  workers: ${workers}${end}\n\n  # own\n  batching: {maxSize: 1 , maxDelayMs: 2}\n`,
  );

const version: Text = tail.map((end) => `version: 0${end}\n`);
const generator: Text = fc
  .tuple(fc.constantFrom('0.0.9', '\n  - by # whom\n  - me', '{ a: 1, # one\n  b: 2 }'), tail)
  .map(([value, end]) => `generator: ${value}${end}\n`);

const members: fc.Arbitrary<string[]> = fc
  .tuple(
    fc.subarray([type, description, generator, training, untouched, one('name'), one('framework')]),
    fc.subarray([one('os'), list('accepts'), list('returns'), one('release')]),
    fc.constantFrom([model], [one('modelUri')], []),
    fc.constantFrom([overLines], [one('title')], []),
  )
  .chain((chosen) => {
    const all = [version, ...chosen.flat()];
    return fc.shuffledSubarray(all, { minLength: all.length }).chain((order) => fc.tuple(...order));
  });

/**
 * Manifests of version 0 in block style, with members in any order and blank lines and comments between them.
 */
export const randomDraft: Text = members.chain((texts) =>
  fc
    .tuple(
      fc.array(gap, { minLength: texts.length + 1, maxLength: texts.length + 1 }),
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
    )
    .map(([gaps, lineBreak, isEnded]) => {
      const lines = texts.map((text, index) => `${gaps[index]}${text}`).join('') + gaps.at(-1);
      return (isEnded ? lines : lines.replace(/\n$/, '')).replaceAll('\n', lineBreak);
    }),
);

/** The same in flow style (braces), in which only separators divide the members. */
export const randomDraftInBraces: Text = fc
  .tuple(
    fc.subarray([
      'name: churn',
      '"name": \'churn\'',
      'type: model',
      'release: "1"',
      'os: debian:9',
      'generator: { by: me }',
      'accepts: [a/b, c/d]',
      'returns: [ "e/f" ]',
      'modelUri: s3://b/k',
      'framework: x',
    ]),
    fc.array(fc.constantFrom(', ', ',', ' , ', ',\n  ', ', # behind\n  ', '\n  # above\n  , '), {
      minLength: 12,
      maxLength: 12,
    }),
    fc.nat(10),
    fc.boolean(),
  )
  .map(([chosen, separators, at, hasLastComma]) => {
    const named = chosen.filter(
      (text, index) => !(text.startsWith('"name"') && chosen[index - 1]?.startsWith('name')),
    );
    const texts = named.toSpliced(at % (named.length + 1), 0, 'version: 0');
    const joined = texts.map((text, index) => (index > 0 ? `${separators[index]}${text}` : text)).join('');
    return `{ ${joined}${hasLastComma ? ',' : ''} }\n`;
  });

/**
 * Anchors and aliases in any order, in changed members and near them. Aliases without an anchor are left out.
 */
export const randomDraftWithAliases: Text = fc
  .shuffledSubarray(
    [
      'name: &n churn',
      'title: *n',
      'description: *o',
      'release: &n again',
      'os: &o debian:9',
      'framework: *o',
      'regenerate: { keep: [*n, &t m] }',
      'accepts: &t [a/b]',
      'returns: *t',
      'upload: { repository: *n, tags: &m { bundled: *o } }',
      'model: *m',
      'generator: &g { by: *n }',
      'inference: { environment: *g }',
      'training: { hyperparameters: [&h { kind: &k int }, *h, { kind: *k }, { kind: text }] }',
      'validation: { role: *h }',
    ],
    { minLength: 2 },
  )
  .map((lines) => {
    let anchors: readonly string[] = [];
    const found = lines.filter((line) => {
      const marks = [...line.matchAll(/([&*])(\w)\b/g)].map(([, mark, name = '']) => ({ mark, name }));
      const own = marks.filter(({ mark }) => mark === '&').map(({ name }) => name);
      const fits = marks.every(({ mark, name }) => mark === '&' || [...anchors, ...own].includes(name));
      if (fits) anchors = [...anchors, ...own];
      return fits;
    });
    return `version: 0\n${found.map((line) => `${line}\n`).join('')}`;
  });
