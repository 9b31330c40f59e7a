/** One import of a source file. */
export interface FoundImport {
  /** As it is written, without the dots of a relative import in Python. */
  readonly module: string;
  /** In Python, the leading dots, and the names behind `import`, each of which may be a module. */
  readonly dots: number;
  readonly names: readonly string[];
  /** One-based. */
  readonly line: number;
  /** Whether the code goes on without it: it is tried, or under a condition. */
  readonly isOptional: boolean;
}
