import { Agent as PlainAgent } from 'node:http';
import { Agent as SafeAgent } from 'node:https';

/** As in the AWS CLI, keys of the environment come before any profile. The SDK prefers `AWS_PROFILE`. */
export function identityOfEnvironment() {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN: sessionToken } = process.env;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) {
    const profile = profileOfEnvironment();
    return profile === 'default' ? {} : { profile };
  }
  const keys = { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY };
  return { credentials: { ...keys, ...(sessionToken && { sessionToken }) } };
}

/** As in the AWS CLI, the older name comes first. The SDK does not know it. */
export function profileOfEnvironment(): string {
  return process.env['AWS_DEFAULT_PROFILE'] || process.env['AWS_PROFILE'] || 'default';
}

/** The proxies that the AWS CLI would use. Node needs them explicitly, and supports them from 22.21 and 24.5 on. */
export function agentsOfEnvironment() {
  const settings = { keepAlive: true, maxSockets: 50, proxyEnv: proxiesOfEnvironment() };
  return { httpAgent: new PlainAgent(settings), httpsAgent: new SafeAgent(settings) };
}

const proxyNames = ['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY'] as const;

/** Often a proxy is only host and port, which the AWS CLI understands and Node does not. */
function proxiesOfEnvironment() {
  const said = proxyNames.flatMap((name) => {
    const proxy = process.env[name] ?? '';
    const address = proxy.includes('://') ? proxy : `http://${proxy}`;
    return proxy && /^https?:/.test(address) ? [[name, address] as const] : [];
  });
  const { no_proxy, NO_PROXY } = process.env;
  return { ...Object.fromEntries(said), no_proxy, NO_PROXY };
}
