import { existsSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { engine } from '../images/run-engine.ts';
import { ciPrograms } from '../support/ci-programs.ts';
import { ciRepository, listings } from '../support/ci-repository.ts';
import { onAwsLimits } from '../support/on-aws-limits.ts';
import { ciTexts, workflowIn } from '../support/rendered-ci.ts';
import { runWorkflow } from '../support/run-workflow.ts';
import { docker, imagesMissing, tryDocker } from './engine.ts';

const missing = imagesMissing();
const image = 'koeln-scorer:0.1.0';

test.skipIf(missing)(
  `the rendered workflow builds, rehearses and hands over a listing’s image with a real engine${missing ? ` (${missing})` : ''}`,
  onAwsLimits,
  () => {
    onTestFinished(() => void tryDocker(['image', 'rm', '--force', image]));
    const { path } = ciPrograms({ engine: absolute(engine()), notes: ['npm test'] });
    const inputs = { listings: listings[1], upload: true };
    const vars = { AWS_UPLOAD_ROLE: 'a role' };
    const event = { name: 'workflow_dispatch', branch: 'main', inputs, vars } as const;
    const environment = { DOCKER_HOST: process.env['DOCKER_HOST'] ?? '' };
    const jobs = runWorkflow(workflowIn(ciTexts()), ciRepository().folder, event, path, environment);
    const build = jobs.flatMap(({ steps }) => steps).find(({ name }) => name === 'Build');
    expect(build?.outcome, build?.said).toBe('success');
    const rehearsal = jobs.flatMap(({ steps }) => steps).find(({ name }) => name === 'Rehearse');
    expect(rehearsal?.said).toMatch(/\nready: \d+ checks passed/);
    expect(rehearsal?.said).toContain('koeln-scorer, in containers of docker, without a way out');
    const load = jobs.flatMap(({ steps }) => steps).find(({ name }) => name === 'Load the images');
    expect([load?.outcome, load?.said]).toEqual([
      'success',
      expect.stringContaining(`Loaded image: ${image}`),
    ]);
    const kept = jobs.flatMap(({ kept: files }) => [...files.keys()].map((path) => path.split('/')[1]));
    expect(kept).toEqual(expect.arrayContaining(['rehearsal.xml', 'rehearsal.html', 'rehearse.log']));
    expect(docker(['image', 'inspect', '--format', '{{.Os}}/{{.Architecture}}', image])).toBe('linux/amd64');
  },
);

/** The stand-in for `docker` is first on the PATH, so the real one is called by its full path. */
function absolute(command: string): string {
  const places = (process.env['PATH'] ?? '').split(':').map((folder) => `${folder}/${command}`);
  return command.includes('/') ? command : (places.find((place) => existsSync(place)) ?? command);
}
