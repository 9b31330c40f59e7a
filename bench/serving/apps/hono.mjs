import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { port, work } from './work.mjs';

const app = new Hono();
app.get('/ping', (context) => context.body(''));
app.post('/invocations', async (context) => {
  const body = Buffer.from(await context.req.arrayBuffer());
  return context.body(work(body), 200, { 'content-type': 'application/json' });
});
serve({ fetch: app.fetch, port });
