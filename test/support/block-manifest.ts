/** A manifest as people write it, a line for each member, for mistakes that are made in lines. */
export const blockManifest = `version: 1
product:
  type: model-package
  name: churn-scorer
  title: Churn scorer
framework:
  name: scikit-learn
  version: "1.7"
base: amazonlinux:2023
contentTypes:
  input: [text/csv, application/json]
  output: [application/json]
artifacts:
  mode: bundled
  path: model
inference:
  workers: 4
  instances:
    realtime: [ml.m5.large]
    transform:
      - ml.m5.large
      - ml.m5.xlarge
upload:
  region: us-east-1
  tags:
    team: risk
`;

/** That manifest with a part replaced; the part must be there. */
export function withMistake(part: string, mistake: string, text = blockManifest): string {
  if (!text.includes(part)) throw new Error(`the manifest has no ${part}`);
  return text.replace(part, () => mistake);
}

/** The lines of a printed block, without the indentation of the test. */
export function block(...lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}
