/** A value, or why there is none: the one way to say that something did not work. Bugs and `Refusal`s are thrown. */
export type Result<Value, Reason = string> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly reason: Reason };

export function ok<Value>(value: Value): Result<Value, never> {
  return { ok: true, value };
}

export function failure<Reason>(reason: Reason): Result<never, Reason> {
  return { ok: false, reason };
}
