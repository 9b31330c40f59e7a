export interface ThreeTexts {
  /** What was generated last time; undefined where nothing was generated, or where it is lost. */
  readonly previous: string | undefined;
  readonly current: string;
  readonly incoming: string;
  /** Whether `base` is certainly the generated text. It is not certain after a git merge or a manual edit. */
  readonly isSure: boolean;
}
