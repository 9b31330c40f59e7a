import { spawnSync } from 'node:child_process';
import { expect } from 'vitest';
import { type Aws, awsPython } from './aws.ts';
import { pathWithQuickAws } from './quick-aws.ts';

export interface AccountContents {
  /** By their names. */
  readonly roles: Readonly<Record<string, RoleThere>>;
  /** The policies that stand alone, by their ARNs. */
  readonly policies: Readonly<Record<string, unknown>>;
  readonly providers: readonly string[];
  readonly buckets: Readonly<Record<string, { readonly region: string; readonly objects: string[] }>>;
}

interface RoleThere {
  readonly arn: string;
  readonly trust: unknown;
  /** Its own policies, by their names. */
  readonly inline: Readonly<Record<string, unknown>>;
  readonly attached: readonly string[];
}

/** The environment of a user who has only keys: no Region, no profile. */
export function keysOnly({ environment }: Aws) {
  return { PATH: pathWithQuickAws(), HOME: '/nonexistent', ...environment };
}

/** What boto3 finds in the account. */
export function contentsOf(aws: Aws): AccountContents {
  const { stdout, stderr } = spawnSync(awsPython, ['-c', program], {
    encoding: 'utf8',
    env: keysOnly(aws),
  });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

const program = `import boto3, json
iam, s3 = boto3.client("iam", region_name="us-east-1"), boto3.client("s3", region_name="us-east-1")
print(json.dumps({
  "roles": {role["RoleName"]: {
    "arn": role["Arn"],
    "trust": role["AssumeRolePolicyDocument"],
    "inline": {
      name: iam.get_role_policy(RoleName=role["RoleName"], PolicyName=name)["PolicyDocument"]
      for name in iam.list_role_policies(RoleName=role["RoleName"])["PolicyNames"]
    },
    "attached": [
      policy["PolicyArn"]
      for policy in iam.list_attached_role_policies(RoleName=role["RoleName"])["AttachedPolicies"]
    ],
  } for role in iam.list_roles()["Roles"]},
  "policies": {
    policy["Arn"]:
    iam.get_policy_version(PolicyArn=policy["Arn"], VersionId=policy["DefaultVersionId"])["PolicyVersion"]["Document"]
    for policy in iam.list_policies(Scope="Local")["Policies"]
  },
  "providers": [one["Arn"] for one in iam.list_open_id_connect_providers()["OpenIDConnectProviderList"]],
  "buckets": {bucket["Name"]: {
    "region": s3.get_bucket_location(Bucket=bucket["Name"])["LocationConstraint"],
    "objects": [found["Key"] for found in s3.list_objects_v2(Bucket=bucket["Name"]).get("Contents", [])],
  } for bucket in s3.list_buckets()["Buckets"]},
}))`;
