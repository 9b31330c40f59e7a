/** What a rehearsal has seen of its servers and trainings, besides what they answered. */
export interface Traces {
  /** Languages whose programs have told what they do: `node`, `python`. */
  readonly watched: readonly string[];
  readonly attempts: readonly Attempt[];
  /** Whether the kernel was asked about the containers' networks. */
  readonly isNetworkWatched: boolean;
  /** Packets for which there was no way, as the kernel counted them, of whatever program. */
  readonly lostPackets: number;
  /** Files and folders that were made or removed in the containers, and files that were changed; undefined where there were none. */
  readonly paths: readonly ChangedPath[] | undefined;
  /** Files of the model that were changed under a server. */
  readonly modelChanges: readonly string[];
  /** The memory that the containers had, where it was limited. */
  readonly memoryLimits: readonly string[];
  /** What was too little for a container that the kernel ended: `the 4 GiB of ml.c5.large`. */
  readonly tooLittleMemory: readonly { readonly role: Role; readonly memory: string }[];
}

export type Role = 'serve' | 'train';

/** To reach another machine, or to change a file of the model while serving. */
export interface Attempt {
  readonly role: Role;
  /** `aim` gives a socket of datagrams an address, and sends nothing. */
  readonly kind: 'connect' | 'lookup' | 'send' | 'aim' | 'write';
  /** Who saw it: a watcher in the program's language, or the kernel. */
  readonly by: 'node' | 'python' | 'kernel';
  readonly pid: number;
  /** A script, or the words of a command. */
  readonly program: string;
  /** A host name or address, with its port where there is one; a path for `write`. */
  readonly target: string;
  /** `<file>:<line>` where the watcher knows it. */
  readonly where: string | undefined;
}

export interface ChangedPath {
  readonly role: Role;
  readonly change: 'made' | 'changed' | 'removed';
  readonly path: string;
}
