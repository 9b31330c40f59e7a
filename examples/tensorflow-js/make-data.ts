// Writes local/input/data/train/rides.csv:  node examples/tensorflow-js/make-data.ts
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const rides = join(import.meta.dirname, 'local/input/data/train/rides.csv');

/** How long a ride takes, without noise. Because of the traffic lights it is not linear. */
export function minutesOf(kilometres: number, lights: number, kilograms: number, rain: number): number {
  return 4 + 2.5 * kilometres + 0.25 * kilometres * lights + 0.5 * kilograms + 1.5 * rain;
}

/** The same rides in every run: the random numbers start from the seed 1. */
export function ridesCsv(count = 400): string {
  let state = 1;
  const between = (least: number, most: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return least + (state / 2 ** 32) * (most - least);
  };
  const lines = Array.from({ length: count }, () => {
    const ride = [between(0.5, 10), between(0, 5), between(0.1, 8), between(0, 3)] as const;
    const [kilometres, lights, kilograms, rain] = ride.map((value) => Math.round(value * 10) / 10);
    const minutes = minutesOf(kilometres ?? 0, lights ?? 0, kilograms ?? 0, rain ?? 0) + between(-1, 1);
    return [minutes.toFixed(1), kilometres, lights, kilograms, rain].join(',');
  });
  return `${lines.join('\n')}\n`;
}

if (process.argv[1] === import.meta.filename) {
  mkdirSync(dirname(rides), { recursive: true });
  writeFileSync(rides, ridesCsv());
}
