import type { Json } from '../model/file-plan.ts';
import { trusting } from './policy-document.ts';
import { filledIn, stackAccount } from './resource-arn.ts';

const host = 'token.actions.githubusercontent.com';
const subject = `repo:${filledIn('GitHubRepository')}:ref:refs/heads/${filledIn('GitHubBranch')}`;

export const gitHubParameters = {
  GitHubRepository: {
    Type: 'String',
    Default: '',
    AllowedPattern: '^$|^[A-Za-z0-9-]+/[A-Za-z0-9._-]+$',
    ConstraintDescription: 'owner/repository',
    Description: 'A repository on GitHub, as owner/repository, whose CI shall publish; empty for none',
  },
  GitHubBranch: {
    Type: 'String',
    Default: 'main',
    Description: 'The only branch of that repository that may publish',
  },
  MakeGitHubProvider: {
    Type: 'String',
    Default: 'yes',
    AllowedValues: ['yes', 'no'],
    Description: 'Whether to make the identity provider for GitHub; no, if the account has it already',
  },
  PublishRole: {
    Type: 'String',
    Default: '',
    Description: 'The name of a role that is there already and shall publish; empty for none',
  },
} satisfies Readonly<Record<string, Json>>;

/** Only the workflow of one branch gets the role: it is known by the subject of its token. */
export const gitHubResources = {
  GitHubProvider: {
    Type: 'AWS::IAM::OIDCProvider',
    Condition: 'MakesGitHubProvider',
    DeletionPolicy: 'RetainExceptOnCreate',
    UpdateReplacePolicy: 'Retain',
    Properties: { Url: `https://${host}`, ClientIdList: ['sts.amazonaws.com'] },
  },
  GitHubRole: {
    Type: 'AWS::IAM::Role',
    Condition: 'MakesGitHubRole',
    Properties: {
      Description: 'Lets the CI of a repository on GitHub publish',
      AssumeRolePolicyDocument: trusting({
        Principal: {
          Federated: {
            'Fn::If': [
              'MakesGitHubProvider',
              { Ref: 'GitHubProvider' },
              { 'Fn::Sub': `arn:aws:iam::${stackAccount}:oidc-provider/${host}` },
            ],
          },
        },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: {
            [`${host}:aud`]: 'sts.amazonaws.com',
            [`${host}:sub`]: { 'Fn::Sub': subject },
          },
        },
      }),
    },
  },
} satisfies Readonly<Record<string, Json>>;

export const gitHubOutput: Json = {
  Condition: 'MakesGitHubRole',
  Description: 'The role for the repository variable AWS_UPLOAD_ROLE',
  Value: { 'Fn::GetAtt': ['GitHubRole', 'Arn'] },
};
