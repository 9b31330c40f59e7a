/**
 * The parts of a buildspec and its batch section that we write, as AWS's reference describes them. There is no
 * published schema. Sources, read on 2026-11-21:
 * https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html and
 * https://docs.aws.amazon.com/codebuild/latest/userguide/batch-build-buildspec.html
 */
const text = { type: 'string' };
const texts = { type: 'array', items: text, minItems: 1 };
const variables = {
  type: 'object',
  propertyNames: { not: { pattern: '^CODEBUILD_' } },
  additionalProperties: text,
};
const closed = (properties: object, required: readonly string[] = []) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});

const phase = closed(
  {
    'run-as': text,
    'on-failure': { enum: ['ABORT', 'CONTINUE'] },
    commands: texts,
    finally: texts,
  },
  ['commands'],
);
const installPhase = closed(
  {
    ...phase.properties,
    'runtime-versions': closed({ nodejs: { enum: [18, 20, 22, 24, '22', '24', 'latest'] } }),
  },
  ['commands'],
);
const environment = closed({
  'compute-type': text,
  fleet: text,
  image: text,
  'privileged-mode': { type: 'boolean' },
  type: text,
  variables,
});
const buildList = {
  type: 'array',
  minItems: 1,
  maxItems: 100,
  items: closed(
    {
      // CodeBuild refuses any other character, and duplicate identifiers.
      identifier: { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9_]*$', maxLength: 128 },
      buildspec: text,
      'debug-session': { type: 'boolean' },
      env: environment,
      'ignore-failure': { type: 'boolean' },
    },
    ['identifier'],
  ),
};
const buildMatrix = closed({
  static: closed({
    'ignore-failure': { type: 'boolean' },
    env: closed({ type: text, 'privileged-mode': { type: 'boolean' } }),
  }),
  dynamic: closed({
    buildspec: texts,
    env: closed({
      'compute-type': texts,
      image: texts,
      variables: { type: 'object', additionalProperties: texts },
    }),
  }),
});

export const buildspecSchema = closed(
  {
    version: { const: 0.2 },
    'run-as': text,
    env: closed({
      shell: { enum: ['bash', '/bin/sh', 'powershell.exe', 'cmd.exe'] },
      variables,
      'parameter-store': variables,
      'secrets-manager': variables,
      'exported-variables': texts,
      'git-credential-helper': { type: 'boolean' },
    }),
    batch: {
      ...closed({ 'fast-fail': { type: 'boolean' }, 'build-list': buildList, 'build-matrix': buildMatrix }),
      oneOf: [{ required: ['build-list'] }, { required: ['build-matrix'] }],
    },
    phases: closed({ install: installPhase, pre_build: phase, build: phase, post_build: phase }),
    artifacts: closed(
      {
        files: texts,
        name: text,
        'discard-paths': { type: 'boolean' },
        'base-directory': text,
        'exclude-paths': text,
      },
      ['files'],
    ),
  },
  ['version'],
);
