/**
 * Of a test whose verdict comes from the command, which has AWS's own limits: a connection is accepted within 250 ms, say. A
 * machine that is busy at that moment breaks them without a fault of the listing, so there is another try.
 */
export const onAwsLimits = { retry: 2 } as const;
