/** The lines in which scikit-learn says that another version of it saved what it loads. */
export interface VersionWarning {
  readonly saved: string;
  /** The version that loads it. */
  readonly has: string;
  readonly lines: readonly string[];
}

const words = /Trying to unpickle estimator \S+ from version (\S+) when using version (\S+?)\.?(?:\s|$|")/;

export function versionWarning(log: readonly string[]): VersionWarning | undefined {
  const found = log.filter((line) => words.test(line));
  const [, saved, has] = words.exec(found[0] ?? '') ?? [];
  return saved === undefined || has === undefined ? undefined : { saved, has, lines: found.slice(0, 3) };
}
