/** A job as SageMaker writes it down, with what the examples' manifests ask for. */
export function jobFor(example: string): Record<string, string> {
  const rows = Array.from({ length: 40 }, (_, index) => `${3 * index + 1},${index},${index % 7}\n`);
  const hyperparameters = example === 'algorithm' ? { horizon_weeks: '4', rounds: '20' } : {};
  return {
    'input/config/hyperparameters.json': JSON.stringify(hyperparameters),
    'input/config/resourceconfig.json': '{"current_host":"algo-1","hosts":["algo-1"]}',
    'input/config/inputdataconfig.json': '{"train":{"TrainingInputMode":"File","ContentType":"text/csv"}}',
    'input/data/train/rows.csv': rows.join(''),
  };
}
