import { type KnownError, knownAwsErrors } from '../../model/known-errors.ts';
import { explainRefusal } from '../../publish/explain-refusal.ts';
import { Refusal } from '../refusal.ts';

/** Calls AWS, and throws a `Refusal` where that fails; `doing` ends the sentence "cannot …". */
export async function must<Answer>(doing: string, call: Promise<Answer>): Promise<Answer> {
  try {
    return await call;
  } catch (error) {
    throw asRefusal(doing, error);
  }
}

/** `others` are known errors to try after AWS's own. */
export function asRefusal(doing: string, error: unknown, others: readonly KnownError[] = []): Refusal {
  const said = wordsOf(error);
  const known = explainRefusal([...knownAwsErrors, ...others], said);
  return known
    ? new Refusal(`cannot ${doing}: ${known.what}`, known.fix, said)
    : new Refusal(`cannot ${doing}`, 'fix the cause that is printed below, and run this again', said);
}

/** The error as the AWS CLI would print it, with operation, system code and HTTP status. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const operation = 'operation' in error ? ` when calling the ${String(error.operation)} operation` : '';
  const code = 'code' in error ? ` ${String(error.code)}` : '';
  return `(${error.name})${operation}: ${error.message}${code}${statusWords(error)}`;
}

/** Adds the name of the operation to an error, because the SDK does not. */
export function namingOperations<Call, Answer>(
  next: (call: Call) => Promise<Answer>,
  { commandName = '' }: { readonly commandName?: string },
): (call: Call) => Promise<Answer> {
  return async (call) => {
    try {
      return await next(call);
    } catch (error) {
      if (error instanceof Error) Object.assign(error, { operation: commandName.replace(/Command$/, '') });
      throw error;
    }
  };
}

function statusWords(error: Error): string {
  const metadata: unknown = '$metadata' in error ? error.$metadata : undefined;
  const isKnown = typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata;
  return isKnown ? ` (${String(metadata.httpStatusCode)})` : '';
}
