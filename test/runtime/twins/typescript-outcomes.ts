import { randomUUID } from 'node:crypto';
import { type Charset, textOf } from '../../../listing/runtime/codecs/body-text.ts';
import * as contract from '../../../listing/runtime/contract.ts';
import type { Codec } from '../../../listing/runtime/declared.ts';
import { BadBody, type InputRecord } from '../../../listing/runtime/inference.ts';
import { packRecords, unpackPredictions } from '../../../listing/runtime/python/values.ts';
import { printCallHead } from '../../../listing/runtime/serving/frames.ts';
import { choosePath, executionParameters } from '../../../listing/runtime/serving/http-answers.ts';
import { limitsOf } from '../../../listing/runtime/serving/limits.ts';
import { chooseInput, chooseOutput } from '../../../listing/runtime/serving/media-types.ts';
import { OpenCall } from '../../../listing/runtime/serving/open-call.ts';
import { openContext } from '../../../listing/runtime/serving/open-context.ts';
import { plainDecimal } from '../../../listing/runtime/serving/plain-decimal.ts';
import {
  Refusal,
  refusalFor,
  tooLarge,
  tooLate,
  tryAgain,
} from '../../../listing/runtime/serving/refusal.ts';

export type Given = Readonly<Record<string, unknown>>;

/** The result of the runtime's TypeScript for a case. */
export function outcomeOf(topic: string, given: Given): unknown {
  try {
    return topics[topic]?.(given as never);
  } catch (fault) {
    if (!(fault instanceof Refusal || fault instanceof BadBody)) throw fault;
    const { status, headers, body } = refusalFor(fault, '');
    return { status, headers, body };
  }
}

interface Asked {
  readonly header: string | null;
  readonly declared: readonly [[string, Codec], ...[string, Codec][]];
}

const declaredTypes = ([first, ...others]: Asked['declared']) => {
  const named = ([type, codec]: [string, Codec]) => ({ type, codec });
  return [named(first), ...others.map(named)] as const;
};

const topics: Readonly<Record<string, (given: never) => unknown>> = {
  'body-texts': ({ charset, body }: { charset: Charset; body: string }) =>
    textOf(Buffer.from(body, 'hex'), charset),
  contexts: effects,
  'execution-parameters': (given: { maxPayloadMB: number; workers: number }) =>
    JSON.stringify(executionParameters({ ...contract.limits, ...given })),
  'input-types': inputType,
  limits: changedLimits,
  'output-types': ({ header, declared }: Asked) =>
    chooseOutput(header ?? undefined, declaredTypes(declared)).type,
  paths: ({ path, method, metrics }: { path: string; method: string; metrics: boolean }) =>
    choosePath({ url: path, method }, { metrics }),
  'plain-decimals': ({ text }: { text: string }) => plainDecimal(text) ?? null,
  refusals: ({ name, arguments: words }: { name: string; arguments: readonly never[] }) => {
    throw refusals[name]?.(...words);
  },
  values: ({ values }: { values: readonly InputRecord[] }) => unpackPredictions(packRecords(values)),
};

const refusals: Readonly<Record<string, (...words: never[]) => Error>> = {
  'bad body': (message: string) => new BadBody(message),
  'model failed': (requestId: string) => refusalFor(new Error('why'), requestId),
  'too large': tooLarge,
  'too late': tooLate,
  'try again': tryAgain,
};

/** Text reaches a Flask app as UTF-8 without a charset. The charset of bytes is never used. */
function inputType({ header, declared }: Asked): unknown {
  const { type, codec, charset, parameters } = chooseInput(header ?? undefined, declaredTypes(declared));
  if (codec === 'bytes' || codec === 'npy')
    return { type, charset: null, parameters: Object.fromEntries(parameters) };
  const { charset: _, ...others } = Object.fromEntries(parameters);
  return { type, charset, parameters: others };
}

function changedLimits({ environment }: { readonly environment: NodeJS.ProcessEnv }): unknown {
  const before = new Map(Object.entries(limitsOf({})));
  const after = Object.entries(limitsOf(environment));
  return Object.fromEntries(after.filter(([name, value]) => value !== before.get(name)));
}

interface Effects {
  readonly attributes?: readonly string[];
  readonly units?: readonly number[];
}

function effects({ attributes = [], units = [] }: Effects): unknown {
  const call = new OpenCall(
    { kind: 'call', call: 1, head: printCallHead({ requestId: randomUUID() }), body: [] },
    () => {},
  );
  const input = { type: 'text/csv', codec: 'csv', charset: 'utf-8', parameters: new Map() } as const;
  const { context, head } = openContext(call, input, contract.outputTypes[0]);
  try {
    for (const one of attributes) context.setAttributes(one);
    for (const one of units) context.meter(one);
  } catch (fault) {
    return { fault: (fault as Error).message };
  }
  const { headers } = head.take();
  const metering = headers['x-amzn-inference-metering'];
  return {
    attributes: headers['x-amzn-sagemaker-custom-attributes'],
    units: metering === undefined ? undefined : JSON.parse(metering).ConsumedUnits,
  };
}
