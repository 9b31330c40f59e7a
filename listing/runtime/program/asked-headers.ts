import type { CallHead } from '../serving/frames.ts';

/** The headers of a request to the program: those that SageMaker passes on to a container, unchanged. */
export function askedHeaders(
  { requestId, contentType = '', accept, ...ids }: CallHead,
  chosenType: string,
  length: number,
): Readonly<Record<string, string>> {
  const isNamed = contentType.trim().toLowerCase().startsWith(chosenType);
  const { attributes, inferenceId, sessionId, targetModel, inferenceComponent } = ids;
  return {
    'content-type': isNamed ? contentType : chosenType,
    'content-length': String(length),
    'x-request-id': requestId,
    ...header('accept', accept),
    ...header('x-amzn-sagemaker-custom-attributes', attributes),
    ...header('x-amzn-sagemaker-inference-id', inferenceId),
    ...header('x-amzn-sagemaker-session-id', sessionId),
    ...header('x-amzn-sagemaker-target-model', targetModel),
    ...header('x-amzn-sagemaker-inference-component', inferenceComponent),
  };
}

function header(name: string, value: string | undefined): Readonly<Record<string, string>> {
  return value === undefined ? {} : { [name]: value };
}
