import type { Load } from '../model/measurements.ts';
import type { AnsweredSample, CheckFacts, Phase, Seen } from '../model/rehearsal.ts';
import type { Result } from '../model/result.ts';
import type { SampleAnswer } from './answers/sample-answer.ts';
import type { TimeLimits } from './limits.ts';
import type { Materials, WholeSample } from './materials.ts';
import type { Ending, ImageFacts, Job, Reply, Server, Stage, TrainedModel, Training } from './stage.ts';
import type { Traces } from './traces.ts';

/** The input of every check: the listing, and the stage where it is tried. */
export interface Scene extends Materials {
  readonly stage: Stage;
  readonly limits: TimeLimits;
}

export interface ImageScene extends Scene {
  readonly images: readonly ImageFacts[];
}

/** After the sample job. */
export interface TrainScene extends Scene {
  readonly job: Job;
  readonly run: SampleRun;
}

/** One job from start to end; it fails where the training did not start. */
export type SampleRun = Result<
  FinishedJob & { readonly trained: TrainedModel; readonly milliseconds: number }
>;

export interface FinishedJob {
  /** Undefined where it had to be stopped. */
  readonly ending: Ending | undefined;
  /** What it left is asked for where it matters: in containers, each question takes the engine some time. */
  readonly failure: Training['failure'];
  readonly model: Training['model'];
  readonly log: () => Promise<readonly string[]>;
}

/** After the start of the server: it was pinged until it was ready, had ended, or the time was over. */
export interface StartScene extends Scene {
  readonly opening: Opening;
  readonly server: Server | undefined;
}

export interface Opening {
  readonly notStarted?: string;
  readonly pings: readonly Ping[];
  /** The time from the start to the first answer with 200. */
  readonly readyMs: number | undefined;
  readonly ending: Ending | undefined;
  readonly log: readonly string[];
}

export interface Ping {
  /** The time since the start. */
  readonly atMs: number;
  readonly answer: Reply;
}

/** The server is ready. */
export interface ServeScene extends Scene {
  readonly server: Server;
  /** The samples that this server answers when they come alone: tried once, when a check first needs them. */
  readonly sound: () => Promise<readonly WholeSample[]>;
  /** The answers to all samples in all output types: asked once, when a check first needs them. */
  readonly answers: () => Promise<readonly SampleAnswer[]>;
}

/** After the load: calls from a growing number of connections, then from as many as the server can use. */
export interface LoadScene extends ServeScene {
  readonly load: Load;
}

/** After a batch transform: another server was started with its environment, and the sample was sent through it. */
export interface BatchScene extends Scene {
  readonly transform: Transform;
}

/** After the stop of the main server. */
export interface StopScene extends Scene {
  readonly stopped: Ending;
  readonly log: readonly string[];
  /** Another server, with one worker: started once, when a check first needs it. */
  readonly next: () => Promise<Server | undefined>;
  /** Of the server of the batch transform, which has two workers where the listing has several. */
  readonly memoryOfTwo: number | undefined;
}

/** After the end of everything; also where the server never became ready. */
export interface AfterScene extends Scene {
  readonly traces: Traces;
}

export interface Transform {
  readonly profile: TransformProfile;
  readonly sent: readonly Uint8Array[];
  readonly answers: readonly Reply[];
  readonly records: number;
  /** The first record has the names of the columns. */
  readonly hasHeader: boolean;
  readonly assembled: Uint8Array;
  /** The answers to the sample as it is; only where answers are recorded. */
  readonly recorded?: AnsweredSample | undefined;
  /** Why nothing was sent: no server was ready, or the sample does not have the records that the split needs. */
  readonly notReady?: string;
  readonly notSplit?: string;
  readonly log: readonly string[];
}

export interface TransformProfile {
  readonly contentType: string;
  readonly accept: string;
  readonly split: string;
  readonly assemble: string;
  readonly strategy: 'SingleRecord' | 'MultiRecord';
  readonly maxPayloadMB: number;
}

/** The input of the checks of each act. */
export interface Scenes {
  readonly image: ImageScene;
  readonly train: TrainScene;
  readonly start: StartScene;
  readonly serve: ServeScene;
  readonly load: LoadScene;
  readonly batch: BatchScene;
  readonly stop: StopScene;
  readonly after: AfterScene;
}

export interface CheckOf<In extends Phase> extends CheckFacts {
  readonly phase: In;
  readonly look: (scene: Scenes[In]) => Seen | Promise<Seen>;
}

/** One rule of AWS, and the function that checks whether a listing follows it. */
export type Check = { readonly [In in Phase]: CheckOf<In> }[Phase];
