import type { InputType, OutputType } from '../contract.ts';
import type { DeclaredType } from '../declared.ts';
import type { Asked, Context } from '../inference.ts';
import { checkAttributes, checkUnits } from './answer-rules.ts';
import { DraftHead } from './draft-head.ts';
import type { Input } from './media-types.ts';
import type { OpenCall } from './open-call.ts';

/** The context for the handler, and the head of the answer, which the handler can change. */
export function openContext(
  call: OpenCall,
  input: Input<InputType>,
  output: DeclaredType<OutputType>,
  { members = {}, columns }: Pick<Asked, 'members' | 'columns'> = {},
) {
  const head = new DraftHead(output.type);
  const { requestId, attributes, inferenceId, targetModel, inferenceComponent } = call.head;
  const context: Context = {
    contentType: input.type,
    parameters: input.parameters,
    members,
    columns,
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
      checkAttributes(attributes);
      head.set('x-amzn-sagemaker-custom-attributes', attributes);
    },
    meter: meter(head),
    ...session(call.head.sessionId, head),
  };
  return { context, head };
}

function meter(head: DraftHead): Context['meter'] {
  let metered = 0;
  return (units) => {
    checkUnits(units);
    metered += units;
    head.meter(metered);
  };
}

/** SageMaker sends this instead of an id if the caller asks for a session. */
const newSession = 'NEW_SESSION';

type Session = Pick<Context, 'sessionId' | 'wantsSession' | 'openSession' | 'closeSession'>;

function session(given: string | undefined, head: DraftHead): Session {
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
      head.set('x-amzn-sagemaker-session-id', `${id}; Expires=${second}`);
    },
    closeSession: () => {
      if (sessionId === undefined) throw new Error('this call belongs to no session');
      head.set('x-amzn-sagemaker-closed-session-id', sessionId);
    },
  };
}
