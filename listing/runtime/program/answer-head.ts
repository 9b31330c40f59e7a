import type { IncomingMessage } from 'node:http';
import type { DeclaredTypes } from '../declared.ts';
import { checkAttributes, checkUnits } from '../serving/answer-rules.ts';
import type { AnswerHead } from '../serving/frames.ts';

export interface AnswerTypes<Type extends string> {
  /** The type of an answer that names none. */
  readonly chosen: Type;
  readonly declared: DeclaredTypes<Type>;
}

/** Headers of one connection alone, and one that our server writes itself. */
const ownHeaders = new Set([
  'connection',
  'date',
  'keep-alive',
  'proxy-authenticate',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);
const attributes = 'x-amzn-sagemaker-custom-attributes';
const metering = 'x-amzn-inference-metering';

/** The head of the program's answer for the caller. Throws if the answer breaks the contract of the listing. */
export function answerHead<Type extends string>(
  { statusCode: status = 0, headers: given }: Pick<IncomingMessage, 'statusCode' | 'headers'>,
  types: AnswerTypes<Type>,
): AnswerHead {
  if (status >= 300 && status < 400)
    throw new Error(
      `it answered ${status}, a redirect to ${given.location}: name the path that answers in server.invocations`,
    );
  if (status < 200 || status > 599) throw new Error(`it answered with the status ${status}`);
  const headers = passedOn(given);
  if (status >= 400) {
    // Errors are not billed.
    delete headers[metering];
    return { status, headers };
  }
  checkType(headers, types);
  if (headers[attributes] !== undefined) checkAttributes(headers[attributes]);
  if (headers[metering] !== undefined) checkMetering(headers[metering]);
  return { status, headers };
}

function passedOn({ connection = '', ...given }: IncomingMessage['headers']): Record<string, string> {
  const named = new Set(connection.toLowerCase().split(/[ \t]*,[ \t]*/));
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => {
      if (value === undefined || ownHeaders.has(name) || named.has(name)) return [];
      return [[name, Array.isArray(value) ? value.join(', ') : value]];
    }),
  );
}

function checkType<Type extends string>(
  headers: Record<string, string>,
  { chosen, declared }: AnswerTypes<Type>,
): void {
  const name = headers['content-type'];
  if (name === undefined) headers['content-type'] = chosen;
  const type = (name ?? chosen).split(';', 1)[0]?.trim().toLowerCase();
  if (declared.some((one) => one.type === type)) return;
  throw new Error(`it answered with the type ${name}, which contentTypes.output does not have`);
}

/** As AWS documents it. A wrong one would be billed as one inference. */
function checkMetering(text: string): void {
  const { Dimension: dimension, ConsumedUnits: units } = parsed(text);
  if (dimension !== 'inference.count')
    throw new RangeError(`${metering} is ${text}, and its Dimension must be inference.count`);
  checkUnits(units);
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(text));
  } catch {
    throw new RangeError(`${metering} is ${text}, which is not JSON`);
  }
}
