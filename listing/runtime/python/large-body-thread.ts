import { parentPort } from 'node:worker_threads';
import { inputFields } from '../contract.ts';
import { BadBody } from '../records.ts';
import { printAnswer, readBody, type UnprintedAnswer, type UnreadBody } from './large-body.ts';
import { memoryOf } from './transferred-memory.ts';

/** What a thread does, and with what. */
export type Task =
  | { readonly id: number; readonly kind: 'read'; readonly given: UnreadBody }
  | { readonly id: number; readonly kind: 'print'; readonly given: UnprintedAnswer };

/** An error loses its class on the way. */
export type Done = { readonly id: number } & (
  | { readonly result: unknown }
  | { readonly badBody: string }
  | { readonly fault: Error }
);

parentPort?.on('message', (task: Task) => {
  try {
    if (task.kind === 'read') {
      const result = readBody(task.given, inputFields);
      tell({ id: task.id, result }, memoryOf(result.parts.map(({ body }) => body)));
    } else {
      const result = printAnswer(task.given);
      tell({ id: task.id, result }, memoryOf([result]));
    }
  } catch (fault) {
    const { id } = task;
    tell(
      fault instanceof BadBody
        ? { id, badBody: fault.message }
        : { id, fault: fault instanceof Error ? fault : new Error(String(fault)) },
    );
  }
});

function tell(done: Done, memory: readonly ArrayBuffer[] = []): void {
  parentPort?.postMessage(done, memory);
}
