/** One row of the merge rules in docs/reference/manifest.md. `test/read/compose-manifest.test.ts` runs every row. */
export interface ExtendsRule {
  readonly rule: string;
  /** The files that the listing extends, lowest priority first, in the order of its `extends`. */
  readonly below: Readonly<Record<string, string>>;
  readonly listing: string;
  /** The merged listing, or the code of the problem. */
  readonly result: string;
}

export const extendsRules: readonly ExtendsRule[] = [
  {
    rule: 'Maps are merged key by key, at every depth.',
    below: { 'team.yaml': 'upload: { region: us-east-2, tags: { team: risk } }' },
    listing: 'upload: { tags: { cost: "2" } }',
    result: 'upload: { region: us-east-2, tags: { team: risk, cost: "2" } }',
  },
  {
    rule: 'A list replaces a list, as a whole.',
    below: { 'team.yaml': 'base: { os: debian:13, packages: [libgomp1, curl] }' },
    listing: 'base: { packages: [jq] }',
    result: 'base: { os: debian:13, packages: [jq] }',
  },
  {
    rule: 'A text, a number, true or false replaces what was there.',
    below: { 'team.yaml': 'inference: { workers: 2, maxQueue: 64 }' },
    listing: 'inference: { workers: auto }',
    result: 'inference: { workers: auto, maxQueue: 64 }',
  },
  {
    rule: 'If only one side is a map, it is replaced as a whole.',
    below: { 'team.yaml': 'base: { os: debian:13, packages: [jq] }, framework: typescript' },
    listing: 'base: amazonlinux:2023, framework: { name: onnxruntime }',
    result: 'base: amazonlinux:2023, framework: { name: onnxruntime }',
  },
  {
    rule: 'An empty value replaces too; a key is never removed.',
    below: { 'team.yaml': 'inference: { workers: 2 }' },
    listing: 'inference:',
    result: 'inference: null',
  },
  {
    rule: 'Keys keep the order of the lowest file; new ones come after them.',
    below: { 'team.yaml': 'environment: { B: "1", A: "2" }' },
    listing: 'environment: { C: "3", A: "4" }',
    result: 'environment: { B: "1", A: "4", C: "3" }',
  },
  {
    rule: 'Of several files the later one wins, and the listing wins over all.',
    below: { 'org.yaml': 'x: 1, y: 1, z: 1', 'team.yaml': 'y: 2, z: 2' },
    listing: 'z: 3',
    result: 'x: 1, y: 2, z: 3',
  },
  {
    rule: 'An extended file is below the file that names it; its paths start at its own folder.',
    below: { 'team.yaml': 'extends: org.yaml, y: 2', 'org.yaml': 'x: 1, y: 1' },
    listing: '',
    result: 'x: 1, y: 2',
  },
  {
    rule: 'A file that is extended twice counts once, below both.',
    below: {
      'a.yaml': 'extends: org.yaml, x: a',
      'b.yaml': 'extends: org.yaml, y: b',
      'org.yaml': 'x: org, y: org, z: org',
    },
    listing: '',
    result: 'x: a, y: b, z: org',
  },
  {
    rule: 'An alias can only use anchors of its own file.',
    below: { 'team.yaml': 'x: &x 1' },
    listing: 'y: *x',
    result: 'error `yaml-alias`',
  },
  {
    rule: 'Files that extend each other in a circle are refused, and so is a missing file.',
    below: { 'team.yaml': 'extends: org.yaml', 'org.yaml': 'extends: team.yaml' },
    listing: '',
    result: 'error `extends-cycle`',
  },
];

/** Policies have their own rule, which `test/validate/validate-policies.test.ts` runs. */
export const policyRule = {
  rule: 'A `policy` is not merged: all of them apply to the listing, which cannot have its own. A value is allowed if every policy allows it, and required if any of them requires it.',
  below: {
    'org.yaml': 'policy: { bases: [debian:13, amazonlinux:2023], requiredTags: [team] }',
    'team.yaml': 'policy: { bases: [amazonlinux:2023, ubuntu:24.04], requiredTags: [cost] }',
  },
  allowed: ['amazonlinux:2023'],
  tags: ['team', 'cost'],
} as const;

/** The rules as a table in docs/reference/manifest.md. */
export function extendsTable(): string {
  const rows = extendsRules.map(({ rule, below, listing, result }) =>
    row(rule, below, quoted(listing), quoted(result)),
  );
  const allowed = policyRule.allowed.map(quoted).join(', ');
  const tags = policyRule.tags.map(quoted).join(' and ');
  const policyRow = row(policyRule.rule, policyRule.below, '', `only ${allowed}, with the tags ${tags}`);
  return ['| rule | extended files | listing | what counts |', '|---|---|---|---|', ...rows, policyRow].join(
    '\n',
  );
}

function row(rule: string, below: Readonly<Record<string, string>>, listing: string, result: string): string {
  const files = Object.entries(below).map(([name, text]) => `${name}: ${quoted(text)}`);
  return `| ${rule} | ${files.join('<br>')} | ${listing} | ${result} |`;
}

function quoted(text: string): string {
  return text === '' || text.startsWith('error ') ? text : `\`${text}\``;
}
