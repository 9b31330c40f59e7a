/** The library by which our server speaks WebSocket. */
export interface WebSocketPackage {
  readonly name: string;
  readonly version: string;
  /** The package with its types. */
  readonly types: { readonly name: string; readonly version: string };
}
