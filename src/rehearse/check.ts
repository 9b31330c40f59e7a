import type { Load } from '../model/measurements.ts';
import type { CheckFacts, Phase, Seen } from '../model/rehearsal.ts';
import type { Result } from '../model/result.ts';
import type { TimeLimits } from './limits.ts';
import type {
  Ending,
  ImageFacts,
  Job,
  Materials,
  Reply,
  Server,
  Stage,
  Trained,
  WholeSample,
} from './stage.ts';
import type { Traces } from './traces.ts';

/** What every check finds: the listing, and where it is tried. */
export interface Scene extends Materials {
  readonly stage: Stage;
  readonly limits: TimeLimits;
}

export interface ImageScene extends Scene {
  readonly images: readonly ImageFacts[];
}

/** The sample job has been run to its end. */
export interface TrainScene extends Scene {
  readonly job: Job;
  readonly run: SampleRun;
}

/** One job from start to end; it fails where the training did not start. */
export type SampleRun = Result<FinishedJob & { readonly milliseconds: number }>;

export interface FinishedJob {
  /** Undefined where it had to be stopped. */
  readonly ending: Ending | undefined;
  readonly trained: Trained;
  readonly log: readonly string[];
}

/** The server has been started, and pinged until it was ready, or never was. */
export interface StartScene extends Scene {
  readonly opening: Opening;
  readonly server: Server | undefined;
}

export interface Opening {
  readonly notStarted?: string;
  readonly pings: readonly Ping[];
  /** The first answer of 200, since the start. */
  readonly readyMs: number | undefined;
  readonly ending: Ending | undefined;
  readonly log: readonly string[];
}

export interface Ping {
  /** Since the start. */
  readonly atMs: number;
  readonly answer: Reply;
}

/** The server is ready. */
export interface ServeScene extends Scene {
  readonly server: Server;
  /** The samples that this server answers when they come alone: tried once, when a check first wants them. */
  readonly sound: () => Promise<readonly WholeSample[]>;
}

/** Calls have come from more and more connections, and then for a while from as many as the server has use for. */
export interface LoadScene extends ServeScene {
  readonly load: Load;
}

/** Another server has been started with the environment of a batch transform, and the samples have gone through it. */
export interface BatchScene extends Scene {
  readonly transform: Transform;
}

/** The main server has been stopped. */
export interface StopScene extends Scene {
  readonly stopped: Ending;
  readonly log: readonly string[];
  /** A server of its own. */
  readonly open: () => Promise<Server | undefined>;
}

/** Everything has ended; also where the server never became ready. */
export interface AfterScene extends Scene {
  readonly traces: Traces;
}

export interface Transform {
  readonly profile: TransformProfile;
  readonly sent: readonly Uint8Array[];
  readonly answers: readonly Reply[];
  readonly records: number;
  readonly assembled: Uint8Array;
  /** Why nothing was sent: no server was ready, or the sample has no records of the kind that it is split by. */
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

/** What the checks of each act find. */
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

/** One rule of AWS, and how to see whether a listing keeps it. */
export type Check = { readonly [In in Phase]: CheckOf<In> }[Phase];
