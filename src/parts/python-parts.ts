import { below, type Part } from './part.ts';

/** What answers a call in Python. */
const calls = below('runtime/python', ['answer_calls.py', 'form.py']);

export const pythonParts: readonly Part[] = [
  {
    path: 'runtime/python/process.py',
    sources: below('runtime/python', [
      'process.py',
      'frames.py',
      'values.py',
      'data_frame.py',
      'model_columns.py',
      'error_message.py',
    ]),
  },
  { path: 'runtime/python/worker.py', sources: ['runtime/python/worker.py', ...calls] },
  {
    path: 'runtime/python/preload.py',
    sources: ['runtime/python/preload.py', ...calls, 'runtime/after_fork.py'],
  },
  { path: 'runtime/python/conversations.py', sources: ['runtime/python/conversations.py'] },
  { path: 'runtime/training.py', sources: ['runtime/training.py', 'runtime/python/hyperparameters.py'] },
  ...['python', 'pytorch', 'scikit_learn', 'transformers', 'xgboost'].map((name) => ({
    path: `runtime/entry/for_${name}.py`,
    sources: below('runtime/entry', [`for_${name}.py`, 'handlers.py', 'script.py', 'call_context.py']),
  })),
  {
    path: 'runtime/entry/codecs.py',
    sources: below('runtime/entry', [
      'codecs.py',
      'matrices.py',
      'recordio.py',
      'stand_ins.py',
      'packages/containers.py',
      'packages/inference.py',
      'packages/xgboost_container.py',
    ]),
  },
  {
    path: 'runtime/wsgi/requests.py',
    sources: below('runtime/wsgi', [
      'request_reader.py',
      'request_head.py',
      'body_readers.py',
      'body_memory.py',
      'body_text.py',
      'media_types.py',
      'limits.py',
      'paths.py',
      'plain_decimal.py',
      'refusal.py',
    ]),
  },
  {
    path: 'runtime/wsgi/application.py',
    sources: below('runtime/wsgi', ['application.py', 'model_thread.py', 'metrics.py', 'shared_state.py']),
  },
  {
    path: 'runtime/wsgi/worker.py',
    sources: [
      ...below('runtime/wsgi', [
        'worker.py',
        'worker_memory.py',
        'parent.py',
        'connections.py',
        'connection.py',
        'port.py',
      ]),
      'runtime/after_fork.py',
    ],
  },
  {
    path: 'runtime/wsgi/output.py',
    sources: ['runtime/wsgi/output.py', 'runtime/wsgi/log_lines.py', 'runtime/python/error_message.py'],
  },
];
