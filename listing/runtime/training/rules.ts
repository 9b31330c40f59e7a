export type InputMode = 'File' | 'FastFile' | 'Pipe';

/**
 * One data set of the job. `read` and `lines` work in every input mode, so code that uses them stays as it is when a
 * buyer chooses another one. Each call is one pass through the data (an epoch), and one pass ends before the next
 * begins: a `Pipe` comes once per pass. When the job is stopped, a pass ends early and without an error, so that what
 * comes after the loop can save; `signal.aborted` tells.
 */
export interface Channel {
  readonly name: string;
  /** The folder with the channel's files; with `Pipe`, the path that FIFO numbers are appended to. */
  readonly dir: string;
  /** As the buyer set it, if at all. */
  readonly contentType: string | undefined;
  /** SageMaker writes `File` for FastFile too; the two differ in speed alone. */
  readonly inputMode: InputMode;
  /** With `RecordIO`, a buyer's choice for `Pipe`, each S3 object arrives inside a RecordIO record. */
  readonly recordWrapper: 'None' | 'RecordIO';
  /** The paths of all files, in the order in which S3 lists them. A `Pipe` has none: then this is an error. */
  readonly files: () => Promise<readonly string[]>;
  /** The bytes of one pass: of all files one after the other, or of the next FIFO. */
  readonly read: () => AsyncIterable<Buffer>;
  /** The lines of one pass, without their ends, from UTF-8. The last line of a file ends with the file. */
  readonly lines: () => AsyncIterable<string>;
}

export interface HyperparameterRule {
  readonly name: string;
  readonly kind: 'integer' | 'continuous' | 'categorical' | 'free-text';
  readonly min?: number;
  readonly max?: number;
  readonly values?: readonly string[];
  readonly default?: string | number;
  readonly required: boolean;
}

export interface ChannelRule<Name extends string = string> {
  readonly name: Name;
  readonly required: boolean;
  readonly inputModes: readonly InputMode[];
  readonly contentTypes: readonly string[];
}

export interface MetricRule<Name extends string = string> {
  readonly name: Name;
  readonly regex: string;
  /** The text around the number that makes a line the regex matches. */
  readonly print: { readonly before: string; readonly after: string };
}
