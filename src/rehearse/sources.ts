/**
 * The documents about SageMaker and AWS Marketplace, with the names of their pages. A check names the page that says
 * its rule, or what follows from breaking it.
 */
export const sources = {
  inference: 'SageMaker Developer Guide, your-algorithms-inference-code',
  batch: 'SageMaker Developer Guide, your-algorithms-batch-code',
  batchTransform: 'SageMaker Developer Guide, batch-transform',
  batchStorage: 'SageMaker Developer Guide, batch-transform-storage',
  dataProcessing: 'SageMaker Developer Guide, batch-transform-data-processing',
  trainingImage: 'SageMaker Developer Guide, your-algorithms-training-algo-dockerfile',
  trainingOutput: 'SageMaker Developer Guide, your-algorithms-training-algo-output',
  trainingEnd: 'SageMaker Developer Guide, your-algorithms-training-signal-success-failure',
  tuning: 'SageMaker Developer Guide, automatic-model-tuning-define-metrics-variables',
  isolation: 'SageMaker Developer Guide, mkt-algo-model-internet-free',
  storage: 'SageMaker Developer Guide, model-train-storage-env-var-summary',
  hyperparameters: 'SageMaker API, HyperParameterSpecification',
  inferenceSpecification: 'SageMaker API, InferenceSpecification',
  instances: 'SageMaker API, TransformInstanceType: every type is x86-64',
  runtimeApi: 'SageMaker Runtime API, InvokeEndpointInput',
  modelError: 'SageMaker Runtime API, ModelError',
  trainingToolkit: 'aws/sagemaker-training-toolkit, environment.py',
  limits: 'AWS Marketplace Seller Guide, ml-service-restrictions-and-limits',
  resource: 'AWS Marketplace Seller Guide, ml-creating-your-amazon-sagemaker-resource',
  uploading: 'AWS Marketplace Seller Guide, ml-uploading-your-images',
  algorithmImages: 'AWS Marketplace Seller Guide, ml-algorithm-images',
  listing: 'AWS Marketplace Seller Guide, ml-listing-requirements-and-best-practices',
  policies: 'AWS Marketplace Seller Guide, container-product-policies',
  instanceSizes: 'Amazon EC2, DescribeInstanceTypes',
  manifests: 'aws/amazon-sagemaker-feedback, issue 180',
  quotas: 'Amazon ECR User Guide, service-quotas',
  persistence: 'scikit-learn User Guide, model_persistence',
  none: 'no document of AWS asks for it',
} as const;
