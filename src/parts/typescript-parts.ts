import { below, type Part } from './part.ts';

/** What a training job needs. */
const job = below('runtime/training', [
  'run-training.ts',
  'job.ts',
  'job-config.ts',
  'hyperparameters.ts',
  'channels.ts',
  'channel-data.ts',
  'watched-values.ts',
  'failure.ts',
  'python-json.ts',
  'toolkit-variables.ts',
  'toolkit-values.ts',
  'toolkit-cluster.ts',
]);

/** What has the port. */
const front = [
  ...below('runtime/serving', [
    'server.ts',
    'forward-call.ts',
    'http-answers.ts',
    'invalid-requests.ts',
    'has-left.ts',
    'upgrades.ts',
    'worker-pool.ts',
    'worker-link.ts',
    'pooled-worker.ts',
    'choose-worker.ts',
    'crew.ts',
    'slots.ts',
    'container-memory.ts',
    'ending.ts',
    'metrics.ts',
  ]),
  'runtime/gpu/why-no-gpu.ts',
];

/** What answers a call, in the process that has the model. */
const work = below('runtime/serving', [
  'work.ts',
  'answer-call.ts',
  'batching.ts',
  'open-call.ts',
  'hold-conversation.ts',
  'open-conversation.ts',
  'abortable-call.ts',
  'open-context.ts',
  'draft-head.ts',
  'spare-memory.ts',
]);

/** What a server with conversations has besides, by the library `ws`. */
const conversations = below('runtime/conversation', [
  'accept-conversations.ts',
  'held-conversation.ts',
  'waiting-messages.ts',
  'conversation-times.ts',
]);

export const typescriptParts: readonly Part[] = [
  {
    path: 'runtime/inference.ts',
    sources: [
      'runtime/inference.ts',
      'runtime/records.ts',
      'runtime/streams.ts',
      'runtime/declared.ts',
      'runtime/training/rules.ts',
      'runtime/folder.ts',
      ...below('runtime/serving', [
        'limits.ts',
        'model-folder.ts',
        'media-types.ts',
        'refusal.ts',
        'closing.ts',
        'answer-rules.ts',
        'frames.ts',
        'read-frames.ts',
        'write-frames.ts',
        'linked-process.ts',
        'give-back.ts',
        'plain-decimal.ts',
        'remember.ts',
      ]),
      'runtime/codecs/body-text.ts',
      'runtime/codecs/decoded.ts',
    ],
  },
  { path: 'runtime/log.ts', sources: ['runtime/log.ts', 'runtime/printing-child.ts'] },
  {
    path: 'runtime/codecs.ts',
    sources: [
      'runtime/codecs.ts',
      ...below('runtime/codecs', [
        'csv.ts',
        'csv-doubles.ts',
        'even-rows.ts',
        'number-items.ts',
        'number-list.ts',
        'read-json.ts',
        'read-npy.ts',
        'read-numbers.ts',
        'table-of-npy.ts',
        'write-json.ts',
        'write-npy.ts',
      ]),
      ...below('runtime/fields', [
        'field-records.ts',
        'field-reader.ts',
        'value-reader.ts',
        'convert-value.ts',
        'misfit-words.ts',
        'quick-ranges.ts',
        'record-rows.ts',
        'check-table.ts',
        'field-table.ts',
        'field-columns.ts',
      ]),
      'runtime/record-batches.ts',
      'runtime/number-table.ts',
      'runtime/serving/join-predictions.ts',
    ],
    thin: ['runtime/record-batches.ts', 'runtime/number-table.ts'],
  },
  {
    path: 'runtime/serving/server.ts',
    sources: [...front, 'runtime/serving/start-server.ts', 'runtime/serving/worker-process.ts'],
  },
  { path: 'runtime/serving/worker.ts', sources: ['runtime/serving/worker.ts', ...work] },
  {
    path: 'runtime/python-inference.ts',
    sources: [
      'runtime/python-inference.ts',
      ...below('runtime/python', [
        'python-model.ts',
        'python-process.ts',
        'python-link.ts',
        'python-conversation.ts',
        'start-python.ts',
        'table-form.ts',
        'values.ts',
        'check-fields.ts',
      ]),
      ...below('runtime/columns', [
        'model-columns.ts',
        'arrange-records.ts',
        'decode-columns.ts',
        'field-columns.ts',
        'named-table.ts',
        'read-column.ts',
        'split-frame.ts',
      ]),
    ],
  },
  {
    path: 'runtime/python/server.ts',
    sources: [
      ...below('runtime/python', [
        'server.ts',
        'python-worker.ts',
        'preloaded-python.ts',
        'large-body-threads.ts',
      ]),
      ...front,
      ...work,
    ],
  },
  {
    path: 'runtime/python/large-body-thread.ts',
    sources: below('runtime/python', ['large-body-thread.ts', 'large-body.ts', 'transferred-memory.ts']),
  },
  {
    path: 'runtime/program/server.ts',
    sources: below('runtime/program', [
      'server.ts',
      'program-link.ts',
      'program-call.ts',
      'program-process.ts',
      'answer-head.ts',
      'asked-headers.ts',
      'choose-port.ts',
      'choose-target.ts',
      'until-ready.ts',
      'marked-lines.ts',
      'end-processes.ts',
    ]),
  },
  {
    path: 'runtime/conversation/serve-typescript.ts',
    sources: ['runtime/conversation/serve-typescript.ts', ...conversations],
  },
  {
    path: 'runtime/conversation/serve-python.ts',
    sources: ['runtime/conversation/serve-python.ts', ...conversations],
    beside: 'runtime/python/server.ts',
  },
  {
    path: 'runtime/conversation/serve-program.ts',
    sources: [
      'runtime/conversation/serve-program.ts',
      'runtime/conversation/program-conversation.ts',
      ...conversations,
    ],
    beside: 'runtime/program/server.ts',
  },
  {
    path: 'runtime/training.ts',
    sources: ['runtime/training.ts', ...job, 'runtime/scores.ts'],
    thin: ['runtime/scores.ts'],
  },
  {
    path: 'runtime/training/script.ts',
    sources: below('runtime/training', [
      'script.ts',
      'script-process.ts',
      'script-command.ts',
      'script-text.ts',
      'script-failure.ts',
      'train-function.ts',
      'host-names.ts',
    ]),
  },
];
