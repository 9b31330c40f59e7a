import { spawnSync } from 'node:child_process';
import { isEveryCase } from './every-case.ts';
import { pathWithQuickAws } from './quick-aws.ts';
import { type Ran, runBin } from './run-bin.ts';

/** The two ways to publish. Both must have the same result. */
export const fronts = ['the script', 'the command'] as const;
export type Front = (typeof fronts)[number];
export const commandFirst = fronts.toReversed();

/** Each case with both ways. `npm test` alternates: one case with the script, the next with the command. */
export function inTurns<Case extends readonly unknown[]>(
  cases: readonly Case[],
): readonly (readonly [Front, ...Case])[] {
  return cases.flatMap((one, index) =>
    fronts
      .filter((_, place) => isEveryCase || place === index % fronts.length)
      .map((front) => [front, ...one] as const),
  );
}

/** Runs a step of a listing as the script or as the command, without unnecessary pauses. */
export function publishStep(
  front: Front,
  step: 'upload' | 'register',
  folder: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
): Ran {
  const env = { PAUSE_SECONDS: '0', ...environment };
  if (front === 'the command') return runBin([step, ...words], folder, env);
  const { AWS_REGION: _region, AWS_DEFAULT_REGION: _other, ...inherited } = process.env;
  const { status, stdout, stderr } = spawnSync('bash', [`scripts/${step}.sh`, ...words], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...inherited, PATH: pathWithQuickAws(), ...env },
  });
  return { code: status, out: stdout, err: stderr };
}
