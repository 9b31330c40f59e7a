import type { Json } from '../model/file-plan.ts';

export interface Statement {
  readonly id: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly condition?: Json;
}

/** The permissions of a user or a role, in a CloudFormation template. A statement without resources is left out. */
export function policyDocument(statements: readonly Statement[]): Json {
  const used = statements.filter(({ resources }) => resources.length > 0);
  return {
    Version: '2012-10-17',
    Statement: used.map(({ id, actions, resources, condition }) => ({
      Sid: id,
      Effect: 'Allow',
      Action: actions,
      Resource: resources.map(substituted),
      ...(condition !== undefined && { Condition: condition }),
    })),
  };
}

/** Allows one service of AWS to assume the role. */
export function trustDocument(service: string): Json {
  return trusting({ Principal: { Service: service }, Action: 'sts:AssumeRole' });
}

export function trusting(statement: { readonly [key: string]: Json }): Json {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] };
}

/**
 * `${AWS::AccountId}` only means the account inside `Fn::Sub`. Any other text stays outside: there the `${*}` of a
 * policy would be taken for a name of the template.
 */
export function substituted(text: string): Json {
  return text.includes('${AWS::') ? { 'Fn::Sub': text } : text;
}
