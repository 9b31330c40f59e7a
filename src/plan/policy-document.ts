import type { Json } from '../model/file-plan.ts';

interface Statement {
  readonly id: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly condition?: Json;
}

/** The permissions of a user or a role. A statement without resources is left out. */
export function policyDocument(statements: readonly Statement[]): Json {
  const used = statements.filter(({ resources }) => resources.length > 0);
  return {
    Version: '2012-10-17',
    Statement: used.map(({ id, actions, resources, condition }) => ({
      Sid: id,
      Effect: 'Allow',
      Action: actions,
      Resource: resources,
      ...(condition !== undefined && { Condition: condition }),
    })),
  };
}

/** Allows one service of AWS to assume the role. */
export function trustDocument(service: string): Json {
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
  };
}
