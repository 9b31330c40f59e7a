/** The constructor of one of the SDK's commands. */
type Operation = new (...input: never) => object;

/** What an operation takes and answers. */
type Call<Named> = Named extends new (
  ...input: infer Input
) => { resolveMiddleware(...given: never): (given: never) => Promise<{ output: infer Output }> }
  ? (...input: Input) => Promise<Output>
  : never;

export type Calls<Operations> = { readonly [Name in keyof Operations]: Call<Operations[Name]> };

/**
 * A method for each operation that we use, with the name that it has in the SDK. The SDK's own classes with methods bring
 * every operation of a service, which would make this package five times as large.
 */
export function operationsOf<Operations extends Readonly<Record<string, Operation>>>(
  client: { send(command: object): Promise<unknown> },
  operations: Operations,
): Calls<Operations> {
  const methods = Object.entries(operations).map(
    ([name, Operation]) => [name, (...input: never) => client.send(new Operation(...input))] as const,
  );
  return Object.fromEntries(methods) as unknown as Calls<Operations>;
}
