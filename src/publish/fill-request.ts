import { requestPlaceholders } from '../model/publication.ts';

export interface RequestFacts {
  readonly account: string;
  readonly inferenceDigest: string;
  readonly trainingDigest: string | null;
}

/** Fills in the values of a request that are known only after the upload. */
export function fillRequest(text: string, facts: RequestFacts): string {
  const { account, inferenceDigest, trainingDigest } = requestPlaceholders;
  return text
    .replaceAll(account, facts.account)
    .replaceAll(inferenceDigest, facts.inferenceDigest)
    .replaceAll(trainingDigest, facts.trainingDigest ?? facts.inferenceDigest);
}
