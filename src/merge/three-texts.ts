export interface ThreeTexts {
  /** What was generated last; undefined where nothing was, or where it is lost. */
  readonly previous: string | undefined;
  readonly current: string;
  readonly incoming: string;
  /** Whether `previous` surely is what was generated. Where git has merged it, or somebody edited it, it only may be. */
  readonly isSure: boolean;
}
