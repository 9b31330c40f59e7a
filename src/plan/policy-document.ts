import type { Json } from '../model/file-plan.ts';

interface Statement {
  readonly id: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly condition?: Json;
}

/** What an identity or a role may do. A statement about nothing is left out. */
export function policyDocument(statements: readonly Statement[]): Json {
  const said = statements.filter(({ resources }) => resources.length > 0);
  return {
    Version: '2012-10-17',
    Statement: said.map(({ id, actions, resources, condition }) => ({
      Sid: id,
      Effect: 'Allow',
      Action: actions,
      Resource: resources,
      ...(condition !== undefined && { Condition: condition }),
    })),
  };
}

/** Lets one service of AWS take the role on. */
export function trustDocument(service: string): Json {
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
  };
}
