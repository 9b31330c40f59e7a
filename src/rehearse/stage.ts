import type { ResolvedListing } from '../model/resolved-listing.ts';
import type { Result } from '../model/result.ts';
import type { Traces } from './traces.ts';

/** Where a listing is tried: everything that a check can do to it, and nothing else. `src/shell/rehearse/` has two. */
export interface Stage {
  readonly kind: 'container' | 'process';
  /** In milliseconds, from no particular moment. */
  readonly now: () => number;
  readonly pause: (milliseconds: number) => Promise<void>;
  /** What the images are; none where there is no container engine. */
  readonly images: () => Promise<readonly ImageFacts[]>;
  /** Fails where there is no such program, or it cannot be run. */
  readonly serve: (options: ServeOptions) => Promise<Result<Server>>;
  readonly train: (job: Job) => Promise<Result<Training>>;
  /** What was seen of everything that has run so far. */
  readonly traces: () => Promise<Traces>;
}

export interface ServeOptions {
  readonly environment: Readonly<Record<string, string>>;
  /** A folder that `Trained` names; without it the model is where the manifest says. */
  readonly model?: string | undefined;
}

export interface Running {
  /** Undefined while it runs. */
  readonly ending: () => Ending | undefined;
  /** Waits; undefined when it still runs after that time. */
  readonly ended: (limitMs: number) => Promise<Ending | undefined>;
  /** SIGTERM, and SIGKILL when the time is up. */
  readonly stop: (limitMs: number) => Promise<Ending>;
  /** The last lines of what it printed. */
  readonly log: () => Promise<readonly string[]>;
}

export interface Ending {
  /** 128 and the signal's number where a signal ended it. */
  readonly code: number;
  /** The time was up. */
  readonly wasKilled: boolean;
  /** Why the program could not hear the stop signal, where the system shows it. */
  readonly ignoresSigterm?: string;
  /** By SIGTERM itself, and not by what it did then. Process 1 of a container does not end so: a handler that raises the signal again returns. */
  readonly bySignal?: boolean;
  /** Since the stop signal; since the start where there was none. */
  readonly milliseconds: number;
}

export interface Server extends Running {
  readonly ask: (question: Question) => Promise<Reply>;
  /** A caller that keeps the connection for its next call, as SageMaker does. */
  readonly connect: () => Connection;
  /** Bytes of all its processes; undefined where that is not known. */
  readonly memory: () => Promise<number | undefined>;
}

export interface Connection {
  readonly ask: Server['ask'];
  readonly close: () => void;
}

export interface Question {
  readonly path: string;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  readonly timeoutMs: number;
  /** Sends the body in so many pieces with a pause before each, and the rest at once after `until`. */
  readonly slowly?: Slowness;
}

interface Slowness {
  readonly pieces: number;
  readonly pauseMs: number;
  readonly until?: Promise<unknown>;
}

/** The answer to a call, or why there is none. */
export type Reply = Result<Answer> & {
  /** Until the whole answer was there, or was given up. */
  readonly milliseconds: number;
};

export type Answered = Extract<Reply, { readonly ok: true }>;

export interface Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Until the connection stood. */
  readonly connectMs: number;
}

/** A training job as SageMaker hands it over. */
export interface Job {
  readonly hyperparameters: Readonly<Record<string, string>>;
  readonly channels: readonly JobChannel[];
  /** The disk under `/opt/ml/model` takes no file: seen in containers alone. */
  readonly isDiskFull?: boolean;
}

export interface JobChannel {
  readonly name: string;
  readonly contentType: string | undefined;
  /** Its folder on this machine. */
  readonly folder: string;
  /** What each of its files holds instead; without files where it is empty. */
  readonly content?: 'nothing' | 'garbage';
}

export interface Training extends Running {
  /** What is there once it has ended. */
  readonly results: () => Promise<Trained>;
}

export interface Trained {
  /** Files below `/opt/ml/model`, with their sizes. */
  readonly files: readonly TrainedFile[];
  /** The text of `/opt/ml/output/failure`. */
  readonly failure: string | undefined;
  /** To serve with. */
  readonly model: string;
}

export interface TrainedFile {
  readonly path: string;
  readonly bytes: number;
  /** Of its content; undefined where it is too large to be read for it. */
  readonly digest: string | undefined;
}

export interface ImageFacts {
  readonly name: string;
  /** As the engine knows it. */
  readonly id: string;
  readonly role: 'inference' | 'training' | 'both';
  /** As in `linux/amd64`. */
  readonly platform: string;
  readonly entrypoint: readonly string[];
  /** Empty for root. */
  readonly user: string;
  readonly bytes: number;
  readonly environment: readonly string[];
  /** What the engine says about the image, as text. */
  readonly inspected: string;
  /** The commands that made it, and what each of their layers weighs. */
  readonly history: readonly { readonly command: string; readonly bytes: number }[];
  /** Every file of every layer, also of those that a later layer hides; undefined where the layers cannot be read. */
  readonly files: readonly string[] | undefined;
}

/** One body for each input type that the manifest declares; undefined where its file is not there. */
export interface Sample {
  readonly type: string;
  readonly path: string;
  readonly body: Uint8Array | undefined;
}

/** A sample that is there, and holds something. */
export interface WholeSample extends Sample {
  readonly body: Uint8Array;
}

/** What the seller has given to try the listing with. */
export interface Materials {
  readonly listing: ResolvedListing;
  readonly samples: readonly Sample[];
  /** Hyperparameters of `local/input/config/hyperparameters.json`. */
  readonly hyperparameters: Readonly<Record<string, string>> | undefined;
  /** Folders of `local/input/data/`, by channel. */
  readonly data: ReadonlyMap<string, string>;
  /** A model that `npm run train` has left in `local/model`. */
  readonly localModel: string | undefined;
}
