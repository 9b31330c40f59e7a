import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import type { Answer } from '../stage.ts';
import { answerWords, bodyWords, failed, isStatus, passed } from '../verdicts.ts';

export const executionParameters: Check = {
  id: 'execution-parameters',
  rule: 'GET /execution-parameters does not exist, or answers JSON in which MaxConcurrentTransforms × MaxPayloadInMB is at most 100.',
  source: sources.batchTransform,
  objector: 'AWS refuses',
  phase: 'serve',
  look: async ({ server, limits }) => {
    const answer = await server.ask({ path: '/execution-parameters', timeoutMs: limits.ping });
    if (!answer.ok) return failed(answerWords(answer), 'answer 404, or 200 with the parameters');
    if (!isStatus(answer, 200, 200)) return passed(`${answerWords(answer)}: not offered, which is allowed`);
    const fault = faultOf(answer.value);
    if (fault === undefined) return passed(bodyWords(answer.value.body));
    return failed(fault, 'answer {"MaxConcurrentTransforms": 4, "MaxPayloadInMB": 6}, or 404', [
      bodyWords(answer.value.body),
    ]);
  },
};

function faultOf({ body }: Answer): string | undefined {
  const said = parsed(new TextDecoder().decode(body));
  if (typeof said !== 'object' || said === null || Array.isArray(said)) return 'the answer is no JSON object';
  const {
    MaxConcurrentTransforms: concurrent = 1,
    MaxPayloadInMB: payload = 6,
    BatchStrategy: strategy,
  } = said as Readonly<Record<string, unknown>>;
  if (!isCount(concurrent) || !isCount(payload)) return 'its members are not whole numbers';
  if (concurrent * payload > 100)
    return `${concurrent} × ${payload} MB is ${concurrent * payload}, above 100`;
  const strategies = ['MULTI_RECORD', 'SINGLE_RECORD', 'MultiRecord', 'SingleRecord'];
  if (strategy !== undefined && !strategies.includes(String(strategy)))
    return `there is no strategy ${strategy}`;
  return undefined;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
