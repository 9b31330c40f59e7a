/** Everything that AWS Marketplace asks for before a product is published, as members of a manifest. */
export const completePage = {
  fields: `fields:
  input: [{ name: age, type: integer, description: Age of the customer, unit: years, min: 0, max: 120 }]
  output: [{ name: score, type: number, description: How likely the customer leaves, min: 0, max: 1 }]`,
  validation: `validation:
  role: arn:aws:iam::123456789012:role/SageMakerValidation
  transform: { input: s3://example-bucket/in/, output: s3://example-bucket/out/, contentType: text/csv, split: Line }`,
  page: `page:
  shortDescription: Scores how likely each customer is to leave within 90 days
  longDescription: |
    A model for subscription businesses.
    Trained with 1.2 million customers of three years.
  highlights: [A million customers an hour, No training of your own]
  categories: [Structured]
  keywords: [churn, retention]
  logo: https://example-bucket.s3.amazonaws.com/logo.png
  links: [{ text: Documentation, url: https://example.com/churn-scorer }]
  support: Write to support@example.com
  refundPolicy: All of it within 30 days
  eula: standard
  releaseNotes: The first release`,
  buyers: `buyers:
  repository: https://github.com/example/churn-scorer
  notebook: https://github.com/example/churn-scorer/blob/main/churn-scorer.ipynb`,
  pricing: 'pricing: { model: hourly, hourly: { realtime: "0.50", transform: "0.40" }, freeTrialDays: 14 }',
} as const;
