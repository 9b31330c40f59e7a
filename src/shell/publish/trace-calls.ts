import { currentTrace, type Trace } from '../trace.ts';

/** What the SDK tells of a call. */
interface Call {
  readonly input: object;
}

interface Answered {
  readonly output: object;
}

interface Named {
  readonly clientName?: string;
  readonly commandName?: string;
}

/** Keys that a call is signed with. */
export interface Identity {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** A middleware of the SDK: the trace gets each call with its answer or its error, and never the keys. */
export function tracingCalls(identityOf: () => Promise<Identity>) {
  return <Asked extends Call, Answer extends Answered>(
    next: (call: Asked) => Promise<Answer>,
    { clientName = '', commandName = '' }: Named,
  ) =>
    async (call: Asked): Promise<Answer> => {
      const trace = currentTrace();
      if (!trace) return next(call);
      await hideIdentity(trace, identityOf);
      const begin = Date.now();
      const asked = {
        kind: 'aws',
        service: clientName.replace(/Client$/, ''),
        operation: commandName.replace(/Command$/, ''),
      };
      const done = () => ({ took: Date.now() - begin, request: call.input });
      try {
        const answer = await next(call);
        hidePassword(trace, answer.output);
        const { $metadata, ...output } = answer.output as Record<string, unknown>;
        trace.note({ ...asked, ...done(), ...statusOf($metadata), answer: output });
        return answer;
      } catch (error) {
        trace.note({ ...asked, ...done(), ...errorValues(error) });
        throw error;
      }
    };
}

async function hideIdentity(trace: Trace, identityOf: () => Promise<Identity>): Promise<void> {
  try {
    const { accessKeyId, secretAccessKey, sessionToken } = await identityOf();
    for (const secret of [accessKeyId, secretAccessKey, sessionToken]) trace.hide(secret);
  } catch {
    // The call itself says what is wrong with the keys.
  }
}

/** The password of a registry, as it is sent and as it is used. */
function hidePassword(trace: Trace, output: object): void {
  const data =
    'authorizationData' in output && Array.isArray(output.authorizationData) ? output.authorizationData : [];
  for (const { authorizationToken } of data) {
    if (typeof authorizationToken !== 'string') continue;
    const plain = Buffer.from(authorizationToken, 'base64').toString();
    for (const secret of [authorizationToken, plain, plain.slice(plain.indexOf(':') + 1)]) trace.hide(secret);
  }
}

function statusOf(metadata: unknown) {
  const { httpStatusCode, requestId, attempts } = Object(metadata) as Record<string, unknown>;
  return { status: httpStatusCode, requestId, attempts };
}

function errorValues(error: unknown) {
  if (!(error instanceof Error)) return { error: String(error) };
  const { name, message } = error;
  const code = 'code' in error ? String(error.code) : undefined;
  return { ...statusOf('$metadata' in error ? error.$metadata : undefined), error: { name, message, code } };
}
