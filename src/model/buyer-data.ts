import type { ProductType } from './manifest.ts';

/** Where the data for buyers lies: the folders of AWS's own templates of such a repository. */
export interface BuyerFolders {
  readonly input: string;
  readonly output: string;
}

export const buyerFolder = 'buyer';

/** The notebook, below `buyer/`. */
export function notebookName({ name }: { readonly name: string }): string {
  return `${name}.ipynb`;
}

/** Below `buyer/`. */
export function buyerFolders(type: ProductType): BuyerFolders {
  const data = type === 'algorithm' ? 'data/inference' : 'data';
  return { input: `${data}/input`, output: `${data}/output` };
}

/** The folder with the sample rows of a channel, below `buyer/`: what a training is judged by is in `test`. */
export function channelFolder(channel: string): string {
  return `data/${/valid|test|eval/i.test(channel) ? 'test' : 'train'}/${channel}`;
}

/** SageMaker gives the answers to a file of a transform this name. */
export function transformedName(name: string): string {
  return `${name}.out`;
}
