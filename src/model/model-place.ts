import type { ResolvedArtifacts } from './resolved-listing.ts';

/** The folder of the model in a container that serves. */
export function modelPlace(artifacts: ResolvedArtifacts): string {
  return artifacts.mode === 'bundled' ? `/opt/program/${artifacts.path}` : '/opt/ml/model';
}
