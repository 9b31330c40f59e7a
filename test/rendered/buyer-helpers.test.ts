import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { awsPython } from '../support/aws.ts';
import { pythonOf, titled } from '../support/python.ts';
import { renderExample } from '../support/render-example.ts';

const python = pythonOf('aws');

/** The code of a cell of the example `full`. */
function sourceOf(id: string): string {
  const [, file] =
    [...(renderExample('full').rendered?.files ?? [])].find(([path]) => path.endsWith('.ipynb')) ?? [];
  const { cells } = JSON.parse(new TextDecoder().decode(file?.content)) as {
    cells: readonly { readonly id: string; readonly source: readonly string[] }[];
  };
  return cells.find((cell) => cell.id === id)?.source.join('') ?? '';
}

const imports = `import json, math, os, re
from pathlib import Path
from botocore.exceptions import ClientError, WaiterError
`;

/** What the program prints as JSON, after the functions of a cell. */
function run(functions: string, program: string): unknown {
  const { status, stdout, stderr } = spawnSync(awsPython, ['-c', `${imports}${functions}\n${program}`], {
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, '']);
  return JSON.parse(stdout);
}

test.skipIf(python.missing)(
  titled('buyers’ answers may differ from the recorded ones in the last digits of numbers alone', python),
  () => {
    const pairs: readonly (readonly [string, string, boolean])[] = [
      ['{"score": 0.1234567}', '{"score": 0.1234568}', true],
      ['1,2.50\n', '1,2.5\n', true],
      ['1e-9,3', '0.000000001,3', true],
      ['[0.5]', '[0.5001]', false],
      ['[0.5]', '[-0.5]', false],
      ['[1, 2]', '[1]', false],
      ['{"a": 1}', '{"b": 1}', false],
      ['x', 'x', true],
    ];
    const asked = JSON.stringify(pairs.map(([a, b]) => [a, b]));
    const program = `print(json.dumps([is_same(a.encode(), b.encode()) for a, b in json.loads(${JSON.stringify(asked)})]))`;
    expect(run(sourceOf('helpers'), program)).toEqual(pairs.map(([, , isSame]) => isSame));
    const bytes = 'print(json.dumps([is_same(b"\\xff1", b"\\xff1"), is_same(b"\\xff1", b"\\xff2")]))';
    expect(run(sourceOf('helpers'), bytes)).toEqual([true, false]);
  },
);

test.skipIf(python.missing)(
  titled('the clean-up passes over what is gone, and tells everything else', python),
  () => {
    const program = `
def failing(message):
    def call(**name):
        raise ClientError({"Error": {"Code": "ValidationException", "Message": message}}, "Delete")
    return call

delete(failing('Could not find model "x".'))
delete(failing("ModelPackage x does not exist."))
try:
    delete(failing("Cannot delete it: it is in use"))
except ClientError as error:
    print(json.dumps(str(error)))`;
    expect(run(sourceOf('helpers'), program)).toContain('it is in use');
  },
);

test.skipIf(python.missing)(
  titled('the role is the one of the notebook, also where it may not ask IAM', python),
  () => {
    const [functions = ''] = sourceOf('role').split('\n\n\nrole = ');
    const program = `
class Iam:
    def get_role(self, RoleName):
        if RoleName.endswith("unknown"):
            raise ClientError({"Error": {"Code": "AccessDenied", "Message": ""}}, "GetRole")
        return {"Role": {"Arn": f"arn:aws:iam::1:role/team/{RoleName}"}}

class session:
    client = lambda name: Iam()

found = []
os.environ.pop("SAGEMAKER_ROLE", None)
for name in ("role", "AmazonSageMaker-unknown", "unknown"):
    caller = {"Arn": f"arn:aws:sts::1:assumed-role/{name}/session"}
    found.append(execution_role())
caller = {"Arn": "arn:aws:iam::1:user/somebody"}
try:
    execution_role()
except ValueError as error:
    found.append(str(error))
os.environ["SAGEMAKER_ROLE"] = "arn:aws:iam::1:role/said"
print(json.dumps([*found, execution_role()]))`;
    expect(run(functions, program)).toEqual([
      'arn:aws:iam::1:role/team/role',
      'arn:aws:iam::1:role/service-role/AmazonSageMaker-unknown',
      'arn:aws:iam::1:role/unknown',
      'Set the variable SAGEMAKER_ROLE to the ARN of a role for SageMaker.',
      'arn:aws:iam::1:role/said',
    ]);
  },
);
