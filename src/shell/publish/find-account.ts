import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { Refusal } from '../refusal.ts';
import type { Say } from '../reporter.ts';
import { asRefusal, must } from './ask-aws.ts';
import type { AwsClients } from './aws-clients.ts';
import { profileOfEnvironment } from './aws-environment.ts';

/** `expected` is the account that the manifest names, if it names one. */
export async function findAccount(
  { sts, region }: AwsClients,
  expected: string | null,
  say: Say,
): Promise<string> {
  const doing = 'find out the account';
  refuseUnknownProfile(doing);
  const { Account: account = '' } = await must(doing, sts.getCallerIdentity({}));
  if (expected !== null && account !== expected)
    throw new Refusal(
      `these credentials are of account ${account}, and validation.role is of account ${expected}`,
      'log in to that account, or name the role of yours in marketplace.yaml and generate',
    );
  say(`account ${account}, Region ${region}`);
  return account;
}

/** The SDK would silently use other credentials instead. */
function refuseUnknownProfile(doing: string): void {
  const profile = profileOfEnvironment();
  if (profile === 'default') return;
  const { AWS_CONFIG_FILE: settings, AWS_SHARED_CREDENTIALS_FILE: credentials } = process.env;
  const sections = [
    ...sectionsOf(settings || join(homedir(), '.aws', 'config')),
    ...sectionsOf(credentials || join(homedir(), '.aws', 'credentials')),
  ];
  if (sections.includes(profile)) return;
  throw asRefusal(doing, `The config profile (${profile}) could not be found`);
}

function sectionsOf(path: string): readonly string[] {
  try {
    const text = readFileSync(path, 'utf8');
    return [...text.matchAll(/^\s*\[\s*(?:profile\s+)?["']?(.*?)["']?\s*\]/gm)].map(([, name = '']) => name);
  } catch {
    return [];
  }
}
