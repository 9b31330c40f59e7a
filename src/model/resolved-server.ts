/** A server of the seller, and how to call it. */
export interface ResolvedServer {
  readonly command: readonly string[];
  readonly port: number;
  readonly ready: string;
  readonly invocations: ServerTarget;
  /** The path of its WebSocket, where the listing has conversations. */
  readonly bidirectional: string;
  readonly routes: readonly (readonly [string, ServerTarget])[];
  readonly environment: readonly (readonly [string, string])[];
  readonly startupSeconds: number;
}

export interface ServerTarget {
  readonly method: string;
  readonly path: string;
}
