/** What a rehearsal observed of its servers and trainings, besides their answers. */
export interface Traces {
  /** Languages whose programs were watched: `node`, `python`. */
  readonly watched: readonly string[];
  readonly attempts: readonly Attempt[];
  /** Whether the kernel's counters of the containers' networks were read. */
  readonly isNetworkWatched: boolean;
  /** Packets of any program without a route, as the kernel counted them. */
  readonly lostPackets: number;
  /** Files and folders that were created, changed or removed in the containers; undefined without containers. */
  readonly paths: readonly ChangedPath[] | undefined;
  /** Files of the model that were changed while a server ran. */
  readonly modelChanges: readonly string[];
  /** The memory limits of the containers, where there were any. */
  readonly memoryLimits: readonly string[];
  /** The limit of each container that the kernel ended because it was too small: `the 4 GiB of ml.c5.large`. */
  readonly tooLittleMemory: readonly { readonly role: Role; readonly memory: string }[];
}

export type Role = 'serve' | 'train';

/** An attempt to reach another machine, or to change a file of the model while serving. */
export interface Attempt {
  readonly role: Role;
  /** `aim` sets the address of a datagram socket, and sends nothing. */
  readonly kind: 'connect' | 'lookup' | 'send' | 'aim' | 'write';
  /** The source of the record: a watcher in the program's language, the kernel, or the name server of the containers. */
  readonly by: 'node' | 'python' | 'kernel' | 'resolver';
  readonly pid: number;
  /** A script, or the words of a command. */
  readonly program: string;
  /** A host name or address, with its port where there is one; a path for `write`. */
  readonly target: string;
  /** `<file>:<line>` where the watcher knows it. */
  readonly where: string | undefined;
}

/** A file of the model that a server has opened to read. */
export interface ModelRead {
  /** In the folder of the model. */
  readonly path: string;
  readonly program: string;
  /** `<file>:<line>` where the watcher knows it. */
  readonly where: string | undefined;
}

export interface ChangedPath {
  readonly role: Role;
  readonly change: 'made' | 'changed' | 'removed';
  readonly path: string;
}
