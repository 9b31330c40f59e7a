/** Milliseconds. */
export interface ConversationTimes {
  /** The longest time of a conversation. */
  readonly longest: number;
  /** The time between two pings. */
  readonly ping: number;
  /** How long a handler may go on after the stop signal. */
  readonly goodbye: number;
  /** How long the caller may take to answer a close frame. */
  readonly close: number;
}

/** So many pings in a row may stay without an answer, as with SageMaker's own. */
export const mostUnanswered = 5;

/**
 * SageMaker ends a conversation after 30 minutes: a moment before that, the caller still learns why. It kills a container 30
 * seconds after the stop signal.
 */
export const usualTimes: ConversationTimes = {
  longest: 30 * 60_000 - 10_000,
  ping: 30_000,
  goodbye: 10_000,
  close: 2_000,
};
