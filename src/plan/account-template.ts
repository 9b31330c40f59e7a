import type { Json, PlannedFile, PlannedYaml } from '../model/file-plan.ts';
import { relPath } from '../model/file-tree.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { accessRole } from './access-role.ts';
import { gitHubOutput, gitHubParameters, gitHubResources } from './github-role.ts';
import { makes, roleOutput, roleResources, type TemplateRole } from './iam-role.ts';
import { type ListingBucket, listingBuckets } from './listing-buckets.ts';
import { policyDocument } from './policy-document.ts';
import { publishStatements } from './publish-policy.ts';
import { validationRole } from './validation-role.ts';

/**
 * What a listing needs in the seller's account, for all its releases: buckets, the roles of its validation and of AWS
 * Marketplace, and the policy of those who publish. AWS certifies only validated products, so without `validation`
 * nothing is registered, and no role is needed.
 */
export function planAccountTemplate(listing: ResolvedListing): PlannedFile {
  return {
    path: relPath('marketplace/cloudformation.yaml'),
    mode: 0o644,
    policy: 'merge',
    content: accountTemplate(listing),
  };
}

/** The name that the guide gives the stack: an account has stacks of other things too. */
export function stackName({ name }: ResolvedListing): string {
  return `marketplace-${name}`;
}

function accountTemplate(listing: ResolvedListing): PlannedYaml {
  const { validation, name } = listing;
  const roles = validation ? [validationRole(listing, validation), accessRole(listing)] : [];
  const buckets = listingBuckets(listing);
  return {
    kind: 'yaml',
    header,
    comments: new Map([
      ['Parameters', parametersWords],
      ['Resources', 'Buckets stay when the stack is deleted.'],
    ]),
    remarks: new Map(),
    value: {
      AWSTemplateFormatVersion: '2010-09-09',
      Description: `Roles, policies and buckets to publish ${name} on AWS Marketplace`,
      Parameters: {
        ...Object.fromEntries(
          [...roles, ...buckets].map((made) => [makeParameterName(made), makeParameter(made)]),
        ),
        ...gitHubParameters,
      },
      Rules: onePublisher,
      Conditions: {
        ...Object.fromEntries(
          [...roles, ...buckets].map((made) => [makes(made.id), isYes(makeParameterName(made))]),
        ),
        MakesGitHubRole: { 'Fn::Not': [isEmpty('GitHubRepository')] },
        MakesGitHubProvider: { 'Fn::And': [{ Condition: 'MakesGitHubRole' }, isYes('MakeGitHubProvider')] },
        HasPublishRole: { 'Fn::Not': [isEmpty('PublishRole')] },
      },
      Resources: {
        ...Object.assign({}, ...buckets.map(bucketResource)),
        ...Object.assign({}, ...roles.map((role) => roleResources(role, name))),
        PublishPolicy: publishPolicy(listing),
        ...gitHubResources,
      },
      Outputs: {
        ...Object.fromEntries(roles.map((role) => [role.id, roleOutput(role)])),
        PublishPolicy: { Description: 'The policy for those who publish', Value: { Ref: 'PublishPolicy' } },
        GitHubRole: gitHubOutput,
      },
    },
  };
}

/** The parameter that says whether the stack makes a role or a bucket. */
export function makeParameterName({ id }: { readonly id: string }): string {
  return `Make${id}`;
}

function makeParameter(made: TemplateRole | ListingBucket): Json {
  const what = 'bucket' in made ? `the bucket ${made.bucket}` : `the role ${made.role.name}`;
  return {
    Type: 'String',
    Default: 'yes',
    AllowedValues: ['yes', 'no'],
    Description: `Whether to make ${what}; no, if it is there already`,
  };
}

function bucketResource({ id, bucket }: ListingBucket) {
  return {
    [id]: {
      Type: 'AWS::S3::Bucket',
      Condition: makes(id),
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        BucketName: bucket,
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        // What is left of a model whose transfer was given up costs money.
        LifecycleConfiguration: {
          Rules: [{ Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } }],
        },
      },
    },
  } satisfies Readonly<Record<string, Json>>;
}

function publishPolicy(listing: ResolvedListing): Json {
  return {
    Type: 'AWS::IAM::ManagedPolicy',
    Properties: {
      Description: `Lets people and CI upload and register ${listing.name}`,
      PolicyDocument: policyDocument(publishStatements(listing)),
      Roles: {
        'Fn::If': [
          'MakesGitHubRole',
          [{ Ref: 'GitHubRole' }],
          { 'Fn::If': ['HasPublishRole', [{ Ref: 'PublishRole' }], { Ref: 'AWS::NoValue' }] },
        ],
      },
    },
  };
}

const onePublisher: Json = {
  OnePublisher: {
    Assertions: [
      {
        Assert: { 'Fn::Or': [isEmpty('GitHubRepository'), isEmpty('PublishRole')] },
        AssertDescription:
          'Give GitHubRepository, which makes a role, or the name of a role in PublishRole, not both',
      },
    ],
  },
};

function isYes(parameter: string): Json {
  return { 'Fn::Equals': [{ Ref: parameter }, 'yes'] };
}

function isEmpty(parameter: string): Json {
  return { 'Fn::Equals': [{ Ref: parameter }, ''] };
}

const header = `What this listing needs in your AWS account, once for all releases. Deploy it as the guide of the listing says. Deploy it
again after a change: CloudFormation changes only what differs. You can edit this file: your edits are kept.`;

const parametersWords = `Roles and buckets may be shared by listings. Only one stack can make each of them: the others get no for it.
IAM knows one provider for GitHub in an account. So the first listing of a repository makes the role for GitHub, and the
others name it in PublishRole.`;
