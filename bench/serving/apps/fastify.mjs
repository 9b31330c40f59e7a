import Fastify from 'fastify';
import { port, work } from './work.mjs';

const app = Fastify({ bodyLimit: 30_000_000 });
app.removeAllContentTypeParsers();
app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
app.get('/ping', () => '');
app.post('/invocations', (request, reply) => reply.type('application/json').send(work(request.body)));
await app.listen({ port, host: '0.0.0.0' });
