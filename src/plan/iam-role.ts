import type { Json } from '../model/file-plan.ts';
import { policyDocument, type Statement, substituted, trustDocument } from './policy-document.ts';
import { stackAccount } from './resource-arn.ts';

/** The parts of a role's ARN: the path before the name is `/` for most roles. */
export interface RoleName {
  readonly account: string;
  readonly path: string;
  readonly name: string;
}

export function roleOf(arn: string): RoleName {
  const [, account = '', rest = ''] = /^[^:]*:[^:]*:iam::(\d*):role\/?(.*)$/.exec(arn) ?? [];
  const folders = rest.split('/');
  const name = folders.pop() ?? '';
  return { account, path: `/${folders.map((folder) => `${folder}/`).join('')}`, name };
}

/** The ARN of a role in the account of the stack. */
export function roleArn({ path, name }: Pick<RoleName, 'path' | 'name'>): string {
  return `arn:aws:iam::${stackAccount}:role${path}${name}`;
}

/** A role of the template, which may be there already: then it only gets the policy. */
export interface TemplateRole {
  /** Its name in the template. The parameter and the condition that make it are named after it. */
  readonly id: string;
  readonly role: Pick<RoleName, 'path' | 'name'>;
  /** The service of AWS that assumes it. */
  readonly service: string;
  readonly description: string;
  readonly policy: readonly Statement[];
}

/** The role and its policy, as resources of the template. */
export function roleResources({ id, role, service, description, policy }: TemplateRole, listing: string) {
  return {
    [id]: {
      Type: 'AWS::IAM::Role',
      Condition: makes(id),
      Properties: {
        RoleName: role.name,
        ...(role.path !== '/' && { Path: role.path }),
        Description: description,
        AssumeRolePolicyDocument: trustDocument(service),
      },
    },
    [`${id}Policy`]: {
      Type: 'AWS::IAM::Policy',
      Properties: {
        PolicyName: listing,
        Roles: [{ 'Fn::If': [makes(id), { Ref: id }, role.name] }],
        PolicyDocument: policyDocument(policy),
      },
    },
  } satisfies Readonly<Record<string, Json>>;
}

export function roleOutput({ role, description }: TemplateRole): Json {
  return { Description: description, Value: substituted(roleArn(role)) };
}

/** The condition under which a resource is made. */
export function makes(id: string): string {
  return `Makes${id}`;
}
