import { parse } from 'yaml';

export interface Statement {
  readonly Sid?: string;
  readonly Action: string | readonly string[];
  readonly Resource?: readonly string[];
  readonly Principal?: unknown;
  readonly Condition?: unknown;
}

interface PolicyDocument {
  readonly Version: string;
  readonly Statement: readonly Statement[];
}

interface Resource {
  readonly Type: string;
  readonly Condition?: string;
  readonly Properties: {
    readonly PolicyDocument?: PolicyDocument;
    readonly AssumeRolePolicyDocument?: PolicyDocument;
    readonly BucketName?: string;
    readonly RoleName?: string;
  };
}

export const templatePath = 'marketplace/cloudformation.yaml';

/** The resources of a listing's template, with the account filled in. */
export function resourcesOf(texts: ReadonlyMap<string, string>): Readonly<Record<string, Resource>> {
  const { Resources } = parse(texts.get(templatePath) ?? '');
  return JSON.parse(
    JSON.stringify(Resources),
    (_, value) => value?.['Fn::Sub']?.replace(account, ours) ?? value,
  );
}

const ours = '123456789012';
const account = /\$\{AWS::AccountId\}/g;

/** Every policy of a listing's template, by the name of its resource. */
export function policiesOf(texts: ReadonlyMap<string, string>): ReadonlyMap<string, PolicyDocument> {
  return new Map(
    Object.entries(resourcesOf(texts)).flatMap(([id, { Properties }]) =>
      Properties.PolicyDocument ? [[id, Properties.PolicyDocument] as const] : [],
    ),
  );
}

/** The statements of one policy, by their ids. */
export function policyIn(texts: ReadonlyMap<string, string>, id: string): ReadonlyMap<string, Statement> {
  const statements = policiesOf(texts).get(id)?.Statement ?? [];
  return new Map(statements.map((statement) => [statement.Sid ?? '', statement]));
}
