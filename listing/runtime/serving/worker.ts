import { realpathSync } from 'node:fs';
import { Socket } from 'node:net';
import * as contract from '../contract.ts';
import { detailsOf, logLine, outliveReaders } from '../log.ts';
import type { Frame, SendFrame } from './frames.ts';
import { modelFolder } from './model-folder.ts';
import { framesInPlace } from './read-frames.ts';
import { work } from './work.ts';
import { FrameWriter } from './write-frames.ts';

/** Ignores stop signals, which a terminal sends to all processes: the server handles them and stops the workers. */
async function serveCalls(): Promise<void> {
  outliveReaders();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => {});
  process.on('uncaughtException', (fault) => {
    logLine({ level: 'error', event: 'worker-failed', ...detailsOf(fault) });
    process.exit(1);
  });
  const inference = async () => (await import('../../src/inference.ts')).default;
  const options = { connect, inference, modelDir: modelFolder(process.env), contract, log: logLine };
  await work(options).catch(() => process.exit(1));
}

function connect(onFrame: (frame: Frame) => void): SendFrame {
  const channel = new Socket({ fd: 3, readable: true, writable: true, onread: framesInPlace(onFrame) });
  channel.once('close', () => process.exit(0));
  channel.resume();
  return new FrameWriter(channel).send;
}

if (process.argv[1] && realpathSync(process.argv[1]) === import.meta.filename) await serveCalls();
