/**
 * The name of the answer to a sample in an output type: `text-csv.json` for `samples/text-csv.csv` as JSON. Two output types may
 * have one ending; then the first of them is the one that is kept.
 */
export function answerName(sample: string, { extension }: { readonly extension: string }): string {
  const name = fileNameIn(sample);
  return `${name.slice(0, name.lastIndexOf('.'))}.${extension}`;
}

export function fileNameIn(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
