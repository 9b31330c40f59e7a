import { conversationPath } from '../model/conversation-path.ts';
import type { Json } from '../model/file-plan.ts';
import type { ResolvedContentType, ResolvedListing } from '../model/resolved-listing.ts';
import { type BodyOf, bodySchema } from './body-schema.ts';
import { objectSchema, rowSchema } from './field-schema.ts';
import { sampleFor } from './sample-for.ts';

type Part = { readonly [key: string]: Json };

/** The server of a listing in OpenAPI 3.1, for buyers, their tools and their editors. */
export function openApi(listing: ResolvedListing): Part {
  const { name, title, description, release } = listing;
  return {
    openapi: '3.1.0',
    info: { title, description, version: release },
    servers: [
      {
        url: 'http://localhost:8080',
        description:
          'The container itself. An endpoint of SageMaker passes InvokeEndpoint on to /invocations.',
      },
    ],
    paths: {
      '/ping': {
        get: {
          operationId: 'ping',
          summary: 'Whether the model is loaded',
          responses: {
            '200': { description: 'The model is loaded.' },
            '503': { description: 'Not yet.' },
          },
        },
      },
      '/invocations': { post: invocation(listing, name) },
      ...(listing.inference.bidirectional && { [conversationPath]: { get: conversation } }),
    },
    components: { schemas: schemas(listing), responses: { Error: errorResponse } },
  };
}

const conversation: Part = {
  operationId: 'converse',
  summary: 'A conversation: a WebSocket on which both sides send texts and bytes, for up to 30 minutes',
  description:
    'OpenAPI cannot describe messages. An endpoint of SageMaker opens it for InvokeEndpointWithBidirectionalStream, and passes the query on.',
  responses: {
    '101': { description: 'The WebSocket is open. Its close frame says why it ends.' },
    ...errors([
      ['426', 'The request does not ask for a WebSocket.'],
      ['503', 'The model is not loaded yet, or the workers hold as many conversations as they can.'],
    ]),
  },
};

function invocation(listing: ResolvedListing, name: string): Part {
  const { fields, input, output, inference } = listing;
  const records: BodyOf = { name: 'Record', member: 'instances', fields: fields.input };
  const predictions: BodyOf = { name: 'Prediction', member: 'predictions', fields: fields.output };
  return {
    operationId: 'invoke',
    summary: `Ask ${name} for one prediction for each record`,
    requestBody: {
      required: true,
      content: contentOf(input, (type) => ({
        schema: bodySchema(type, records),
        ...exampleOf(type, listing),
      })),
    },
    responses: {
      '200': {
        description: 'One prediction for each record, in the same order, in the form of the request.',
        content: contentOf(output, (type) => ({ schema: bodySchema(type, predictions) })),
      },
      ...errors([
        [
          '400',
          'A record breaks a rule, or the body is not what its type says. The message names the place.',
        ],
        ['406', 'None of the types in Accept is supported.'],
        ['413', `The body is larger than ${inference.maxPayloadMB} MB.`],
        ['415', 'The content type is not supported.'],
        ['500', 'The model failed on this request.'],
        ['503', 'The model is not loaded yet, or too many requests wait.'],
        ['504', `There was no answer within ${inference.timeoutSeconds} seconds.`],
      ]),
    },
  };
}

function contentOf(types: readonly ResolvedContentType[], part: (type: ResolvedContentType) => Part): Part {
  return Object.fromEntries(types.map((type) => [type.type, part(type)]));
}

/** The sample, where it is text. */
function exampleOf(type: ResolvedContentType, { fields }: ResolvedListing): Part {
  if (type.codec === 'npy' || type.codec === 'bytes') return {};
  const text = new TextDecoder().decode(sampleFor(type, fields.input).bytes);
  return { example: type.codec === 'json' ? (JSON.parse(text) as Json) : text };
}

function errors(meanings: readonly (readonly [status: string, words: string])[]): Part {
  return Object.fromEntries(
    meanings.map(([status, description]) => [status, { $ref: '#/components/responses/Error', description }]),
  );
}

const errorResponse: Part = {
  description: 'What is wrong, in words.',
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
};

function schemas({ fields: { input, output } }: ResolvedListing): Part {
  return {
    Record: input.length > 0 ? objectSchema(input) : {},
    ...(input.length > 0 && { RecordRow: rowSchema(input) }),
    Prediction: output.length > 0 ? objectSchema(output) : {},
    ...(output.length > 0 && { PredictionRow: rowSchema(output) }),
    Error: {
      type: 'object',
      properties: {
        error: { type: 'string' },
        supported: { type: 'array', items: { type: 'string' }, description: 'The types, with 406 and 415.' },
        requestId: { type: 'string', description: 'Names the request in the log, with 500 and 504.' },
        maxPayloadMB: { type: 'number', description: 'The limit, with 413.' },
      },
      required: ['error'],
    },
  };
}
