export type InputMode = 'File' | 'FastFile' | 'Pipe';

/**
 * One data set of the job. `read` and `lines` work in every input mode, so your code need not change when a buyer
 * chooses another mode. Each call is one pass through the data (an epoch). A pass must end before the next one
 * starts: a `Pipe` sends the data once per pass. When the job is stopped, a pass ends early and without an error,
 * so that the code after the loop can save the model; check `signal.aborted`.
 */
export interface Channel {
  readonly name: string;
  /** The folder with the channel's files. For `Pipe`: the path of the FIFOs, without their number. */
  readonly dir: string;
  /** Set by the buyer; may be missing. */
  readonly contentType: string | undefined;
  /** SageMaker writes `File` for FastFile too. The two only differ in speed. */
  readonly inputMode: InputMode;
  /** `RecordIO` means that each S3 object arrives in a RecordIO record. Buyers can choose this for `Pipe`. */
  readonly recordWrapper: 'None' | 'RecordIO';
  /** The paths of all files, in the order in which S3 lists them. Throws for a `Pipe`, which has no files. */
  readonly files: () => Promise<readonly string[]>;
  /** The bytes of one pass: all files in sequence, or the next FIFO. */
  readonly read: () => AsyncIterable<Buffer>;
  /** The UTF-8 lines of one pass, without line ends. A line never continues in the next file. */
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
  /** The text before and after the number, so that the regex matches the line. */
  readonly print: { readonly before: string; readonly after: string };
}
