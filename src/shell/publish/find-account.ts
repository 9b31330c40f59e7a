import type { AwsClients } from './aws-clients.ts';
import type { Say } from './progress-words.ts';
import { must } from './refusal.ts';

export async function findAccount({ sts, region }: AwsClients, say: Say): Promise<string> {
  const { Account: account = '' } = await must('find out the account', sts.getCallerIdentity({}));
  say(`account ${account}, Region ${region}`);
  return account;
}
