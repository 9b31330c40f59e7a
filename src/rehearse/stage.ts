import type { Result } from '../model/result.ts';
import type { ModelRead, Traces } from './traces.ts';

/** Where a listing is tried: everything that a check can do with it. `src/shell/rehearse/` has two stages. */
export interface Stage {
  readonly kind: 'container' | 'process';
  /** A clock in milliseconds, without a fixed start. */
  readonly now: () => number;
  readonly pause: (milliseconds: number) => Promise<void>;
  /** The images; none where there is no container engine. */
  readonly images: () => Promise<readonly ImageFacts[]>;
  /** What was observed of everything that has run so far. */
  readonly serve: (options: ServeOptions) => Promise<Result<Server>>;
  readonly train: (job: Job) => Promise<Result<Training>>;
  /** The program does not exist, or cannot be run: the message of the engine or the system. */
  readonly traces: () => Promise<Traces>;
  /** The first files of the model that watchers have seen servers read. Native code opens files unseen. */
  readonly modelReads: () => readonly ModelRead[];
}

export interface ServeOptions {
  readonly environment: Readonly<Record<string, string>>;
  /** A folder from `TrainedModel`; without it the manifest names the place of the model. */
  readonly model?: string | undefined;
  /** Hides the model: its folder is there, and empty. */
  readonly withoutModel?: boolean;
}

export interface Running {
  /** Undefined while it runs. */
  readonly ending: () => Ending | undefined;
  /** Waits for the end; undefined when it still runs after the limit. */
  readonly ended: (limitMs: number) => Promise<Ending | undefined>;
  /** Sends SIGTERM, and SIGKILL after the limit. */
  readonly stop: (limitMs: number) => Promise<Ending>;
  /** The last lines that it printed; with a mark, only those since then. */
  readonly log: (since?: LogMark) => Promise<readonly string[]>;
  /** A mark after what it has printed so far. */
  readonly logMark: () => Promise<LogMark>;
}

/** The stage knows what it means. */
export type LogMark = string;

export interface Ending {
  /** 128 and the signal's number where a signal ended it. */
  readonly code: number;
  /** Whether it was killed after the limit. */
  readonly wasKilled: boolean;
  /** Why the program could not receive the stop signal, where the system shows it. */
  readonly ignoresSigterm?: string;
  /**
   * Ended by SIGTERM itself, not by its handler. Process 1 of a container does not end so: for it, raising the signal
   * again has no effect.
   */
  readonly bySignal?: boolean;
  /** The time since the stop signal, or since the start where there was none. */
  readonly milliseconds: number;
}

export interface Server extends Running {
  readonly ask: (question: Question) => Promise<Reply>;
  /** A caller that keeps its connection for the next call, as SageMaker does. */
  readonly connect: () => Connection;
  /** Opens a WebSocket, says something and a ping, and closes it after an answer. */
  readonly converse: (talk: Talk) => Promise<Conversed>;
  /** The bytes of all its processes; undefined where they cannot be read. */
  readonly memory: () => Promise<number | undefined>;
}

export interface Connection {
  readonly ask: Server['ask'];
  readonly close: () => void;
}

export interface Talk {
  readonly path: string;
  /** Fragments are parts of a text, or of bytes where they are none. */
  readonly say: 'text' | 'bytes' | 'fragments';
  readonly body: Uint8Array;
  /** For everything that must come. */
  readonly timeoutMs: number;
  /** For an answer, which need not come. */
  readonly quietMs: number;
}

export interface Conversed {
  /** Why no WebSocket opened. */
  readonly refused?: string;
  /** `a text of 12 bytes`. */
  readonly answer?: string;
  readonly isPingAnswered: boolean;
  /** The close frame; undefined where none came. */
  readonly closing: { readonly code: number; readonly reason: string } | undefined;
}

export interface Question {
  readonly path: string;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  readonly timeoutMs: number;
  /** The limit of a stream, whose first byte has the other one. */
  readonly streamMs?: number;
  /** Sends the body in pieces with a pause before each; once `until` is settled, it sends the rest at once. */
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
  /** The time until the connection was open. */
  readonly connectMs: number;
  /** Of a stream in several pieces: the time until the first one. */
  readonly firstPieceMs?: number;
}

/** A training job as SageMaker passes it to the container. */
export interface Job {
  readonly hyperparameters: Readonly<Record<string, string>>;
  readonly channels: readonly JobChannel[];
  /** The disk of `/opt/ml/model` is full: only containers support this. */
  readonly isDiskFull?: boolean;
}

export interface JobChannel {
  readonly name: string;
  readonly contentType: string | undefined;
  /** Its folder on this machine. */
  readonly folder: string;
  /** Replaces the content: `garbage` in each file, or no files. */
  readonly content?: 'nothing' | 'garbage';
}

/** What it leaves is read after its end. */
export interface Training extends Running {
  /** The text of `/opt/ml/output/failure`. */
  readonly failure: () => Promise<string | undefined>;
  /** A copy of `/opt/ml/model`, which may be large. */
  readonly model: () => Promise<TrainedModel>;
}

export interface TrainedModel {
  readonly folder: string;
  readonly files: readonly TrainedFile[];
}

export interface TrainedFile {
  readonly path: string;
  readonly bytes: number;
  /** The digest of the content; undefined where the file is too large. */
  readonly digest: string | undefined;
}

export interface ImageFacts {
  readonly name: string;
  /** The id in the engine. */
  readonly id: string;
  readonly role: 'inference' | 'training' | 'both';
  /** As in `linux/amd64`. */
  readonly platform: string;
  readonly entrypoint: readonly string[];
  /** Empty for root. */
  readonly user: string;
  readonly bytes: number;
  readonly environment: readonly string[];
  /** The engine's description of the image, as text. */
  readonly inspected: string;
  /** The commands that made the image, with the sizes of their layers. */
  readonly history: readonly { readonly command: string; readonly bytes: number }[];
  /** Every file of every layer, also files that a later layer hides; undefined where the layers cannot be read. */
  readonly files: readonly string[] | undefined;
  /** The text in which a system says which one it is; undefined where no layer has it. */
  readonly osRelease: string | undefined;
  /** What a scanner of this machine found; fails where none gave a verdict. */
  readonly scan: Result<ImageScan>;
}

export interface ImageScan {
  /** For people, where nothing is refused. */
  readonly words: string;
  /** `2 CRITICAL in churn-scorer:1.0.0`. */
  readonly refused: readonly string[];
  /** The refused and the allowed findings. */
  readonly table: readonly string[];
}
