// docs/reference/manifest.md, generated from the schema, so that the page and the editor agree. `npm run docs` writes
// it.
import { readFileSync, writeFileSync } from 'node:fs';
import { flowYaml } from '../src/problem/yaml-words.ts';
import { extendsTable } from './extends-rules.ts';

interface Schema {
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly then?: Schema;
  readonly else?: Schema;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

const schemaFile = new URL('../schema/marketplace.schema.json', import.meta.url);
const pageFile = new URL('../docs/reference/manifest.md', import.meta.url);

/** The whole page: one row per member, in the order of the schema. */
export function manifestPage(): string {
  const root = JSON.parse(readFileSync(schemaFile, 'utf8')) as Schema;
  const rows = membersOf(root, root, '').map(
    ({ path, schema }) => `| \`${path}\` | ${cell(schema.description ?? '')} | ${exampleOf(schema)} |`,
  );
  return `# The manifest, member by member

Made from \`schema/marketplace.schema.json\` by \`npm run docs\`. A member with \`[]\` describes each item of a list.

A text needs quotes where YAML would read something else: a number such as \`"1.7"\`, \`"true"\`, \`"false"\` or \`"null"\`; a
text with a colon and a space in it, such as \`"Churn: the scorer"\`, or with a space and a #; one that begins with a bracket
or with one of \`* & ! | > % @\`; and inside brackets, one that has a comma or a bracket. Where a text has a backslash, as regular expressions have, the quotes are single ones:
\`'loss=(\\d+)'\`. A number or \`true\` where no text is wanted has no quotes: \`workers: 4\`.

| member | what it is | example |
|---|---|---|
${rows.join('\n')}

## The policy of a team

A file \`marketplace.policy.yaml\` binds every listing at or below its folder, whatever the listing extends: every one that is found from
the listing's folder up to the top of the git repository (without a repository, up to the folder where the command runs). It has
\`policy\`, with the members above, and may have \`version\`; nothing else. All policies apply together, those of files that a
listing extends too. \`--policy <file>\` adds one that is elsewhere.

\`\`\`yaml
version: 1
policy: { bases: [amazonlinux:2023], requiredTags: [team] }
\`\`\`

A policy file is a regular file. A link is followed only to a file of the same repository.
\`sagemaker-mkt validate marketplace.policy.yaml\` checks it by itself.

## What \`extends\` does

A listing names one file or a list of files of its team; \`sagemaker-mkt explain\` prints the file of every value. In the
examples, each line is a file, with its members in a row.

${extendsTable()}
`;
}

interface Member {
  readonly path: string;
  readonly schema: Schema;
}

function membersOf(schema: Schema, root: Schema, above: string): Member[] {
  const whole = resolved(schema, root);
  const own = Object.entries(whole.properties ?? {}).flatMap(([name, member]) => {
    const path = above ? `${above}.${name}` : name;
    return [{ path, schema: { ...resolved(member, root), ...member } }, ...membersOf(member, root, path)];
  });
  const inItems = whole.items ? membersOf(whole.items, root, `${above}[]`) : [];
  const inBranches = [whole.then, whole.else].flatMap((branch) =>
    branch ? membersOf(branch, root, above) : [],
  );
  return [...own, ...inItems, ...inBranches];
}

function resolved(schema: Schema, root: Schema): Schema {
  const name = schema.$ref?.replace('#/$defs/', '');
  const target = name === undefined ? undefined : root.$defs?.[name];
  return target ? resolved(target, root) : schema;
}

function exampleOf({ examples, const: only, enum: allowed }: Schema): string {
  const example = examples?.[0] ?? only ?? allowed?.[0];
  return example === undefined ? '' : `\`${flowYaml(example).replaceAll('|', '\\|')}\``;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

if (import.meta.main) writeFileSync(pageFile, manifestPage());
