/** The operands of every command that takes many listings. */
export const manyManifests = {
  operands: '[manifests, folders or globs]',
  mostOperands: Number.POSITIVE_INFINITY,
} as const;

export const sinceOption = {
  since: {
    kind: 'text',
    placeholder: '<git ref>',
    help: 'only listings that changed since that branch or commit [all]',
  },
} as const;

export const adoptOption = {
  adopt: {
    kind: 'flag',
    help: 'also change files that were here before: yours and the generated ones go together, or yours is kept aside',
  },
} as const;

export const policyOption = {
  policy: {
    kind: 'text',
    placeholder: '<file>',
    help: 'a policy that binds these listings, besides each marketplace.policy.yaml above them [none]',
  },
} as const;

export const traceOption = {
  trace: {
    kind: 'text',
    placeholder: '<file>',
    help: 'write down what is asked of AWS and the engine, and what they answer, without secrets, to send it to somebody [none]',
  },
} as const;
