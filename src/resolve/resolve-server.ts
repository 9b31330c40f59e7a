import { conversationPath } from '../model/conversation-path.ts';
import type { Manifest } from '../model/manifest.ts';
import type { ResolvedServer, ServerTarget } from '../model/resolved-server.ts';
import { serverTarget } from '../model/server-target.ts';
import { type Choice, given, orElse, together } from './choice.ts';

/** The seller's own program, where it answers. */
export function resolveServer({ server, image, inference }: Manifest): Choice<ResolvedServer | null> {
  // A team file may have a server, and in an image of the seller's own nothing of ours starts it.
  if (!server || image !== undefined) return given(null);
  return together({
    command: given(server.command),
    port: given(server.port),
    ready: given(server.ready),
    invocations: given(targetOf(server.invocations)),
    routes: given(
      Object.entries(server.routes ?? {}).map(([name, route]) => [name, targetOf(route)] as const),
    ),
    bidirectional: inference?.bidirectional
      ? orElse(['server', 'bidirectional'], server.bidirectional, conversationPath, 'as SageMaker calls it')
      : given(conversationPath),
    environment: given(Object.entries(server.environment ?? {})),
    startupSeconds: orElse(
      ['server', 'startupSeconds'],
      server.startupSeconds,
      450,
      'half a minute less than SageMaker waits, so that the log says what was missing',
    ),
  });
}

function targetOf(written: string): ServerTarget {
  const target = serverTarget(written);
  if (!target) throw new Error(`a rule lets ${written} pass, and it is no path`);
  return target;
}
