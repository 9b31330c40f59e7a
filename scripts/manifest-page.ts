// docs/reference/manifest.md, generated from the schema, so that the page and the editor agree. `npm run docs` writes
// it.
import { readFileSync, writeFileSync } from 'node:fs';
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

| member | what it is | example |
|---|---|---|
${rows.join('\n')}

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
  return example === undefined ? '' : `\`${flow(example).replaceAll('|', '\\|')}\``;
}

function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  return `{ ${Object.entries(value)
    .map(([key, item]) => `${key}: ${flow(item)}`)
    .join(', ')} }`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

if (import.meta.main) writeFileSync(pageFile, manifestPage());
