export interface ThreeTexts {
  /** What was generated last; undefined where nothing was, or where it is lost. */
  readonly base: string | undefined;
  readonly current: string;
  readonly incoming: string;
}
