/** What SageMaker takes in the headers of an answer. */
export function checkAttributes(attributes: string): void {
  if (!/^[ -~]{0,1024}$/.test(attributes))
    throw new RangeError('custom attributes are at most 1024 visible ASCII characters');
}

/** The inferences that a call is billed as. */
export function checkUnits(units: unknown): void {
  if (!Number.isSafeInteger(units) || Number(units) < 1)
    throw new RangeError(`${units} is not a valid number of inferences`);
}
