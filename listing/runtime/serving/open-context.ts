import type { InputType, OutputType } from '../contract.ts';
import type { DeclaredType } from '../declared.ts';
import type { Context } from '../inference.ts';
import type { Members } from '../records.ts';
import type { Input } from './media-types.ts';
import type { OpenCall } from './open-call.ts';

/** The context for the handler, and the response headers, which the handler can add to until they are taken. */
export function openContext(
  call: OpenCall,
  input: Input<InputType>,
  output: DeclaredType<OutputType>,
  members: Members = {},
) {
  const headers: Record<string, string> = { 'content-type': output.type };
  let isTaken = false;
  const set = (name: string, value: string) => {
    if (isTaken) throw new Error('the head of this answer has already been sent');
    headers[name] = value;
  };
  const { requestId, attributes, inferenceId, targetModel, inferenceComponent } = call.head;
  const context: Context = {
    contentType: input.type,
    parameters: input.parameters,
    members,
    accept: output.type,
    attributes,
    requestId,
    inferenceId,
    targetModel,
    inferenceComponent,
    get signal() {
      return call.signal;
    },
    setAttributes: (attributes) => {
      if (!/^[ -~]{0,1024}$/.test(attributes))
        throw new RangeError('custom attributes are at most 1024 visible ASCII characters');
      set('x-amzn-sagemaker-custom-attributes', attributes);
    },
    meter: meter((metering) => set('x-amzn-inference-metering', metering)),
    ...session(call.head.sessionId, set),
  };
  const takeHeaders = () => {
    isTaken = true;
    return headers;
  };
  return { context, takeHeaders };
}

function meter(set: (metering: string) => void): Context['meter'] {
  let metered = 0;
  return (units) => {
    if (!Number.isSafeInteger(units) || units < 1)
      throw new RangeError(`${units} is not a valid number of inferences`);
    metered += units;
    set(JSON.stringify({ Dimension: 'inference.count', ConsumedUnits: metered }));
  };
}

/** SageMaker sends this instead of an id if the caller asks for a session. */
const newSession = 'NEW_SESSION';

type Session = Pick<Context, 'sessionId' | 'wantsSession' | 'openSession' | 'closeSession'>;

function session(given: string | undefined, set: (name: string, value: string) => void): Session {
  const wantsSession = given === newSession;
  const sessionId = wantsSession ? undefined : given;
  return {
    sessionId,
    wantsSession,
    openSession: (id, expires) => {
      if (!wantsSession) throw new Error('the caller has not asked for a session');
      if (id.length > 256 || !/^[a-zA-Z0-9](-*[a-zA-Z0-9])*$/.test(id))
        throw new RangeError(
          'a session id is at most 256 letters, digits and hyphens, without a hyphen at its ends',
        );
      const second = expires.toISOString().replace(/\.\d+/, '');
      set('x-amzn-sagemaker-session-id', `${id}; Expires=${second}`);
    },
    closeSession: () => {
      if (sessionId === undefined) throw new Error('this call belongs to no session');
      set('x-amzn-sagemaker-closed-session-id', sessionId);
    },
  };
}
