import { type Html, html } from './html.ts';

/** One axis of a plot: the values at its two ends, and its ticks. */
export interface Axis {
  readonly from: number;
  readonly to: number;
  /** Whether equal distances multiply the value. */
  readonly isLogarithmic?: boolean;
  readonly ticks: readonly { readonly value: number; readonly label: string }[];
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

const width = 360;
const height = 190;
const margins = { left: 44, right: 12, top: 14, bottom: 24 } as const;
const inner = {
  width: width - margins.left - margins.right,
  height: height - margins.top - margins.bottom,
} as const;

/** Axes with the drawing between them; the label describes it for readers who cannot see it. */
export function plot(
  label: string,
  axes: { readonly x: Axis; readonly y: Axis },
  draw: (place: (point: Point) => Point) => readonly Html[],
): Html {
  const place = ({ x, y }: Point): Point => ({
    x: rounded(margins.left + shareOf(axes.x, x) * inner.width),
    y: rounded(margins.top + (1 - shareOf(axes.y, y)) * inner.height),
  });
  const bottom = height - margins.bottom;
  const rows = axes.y.ticks.map(({ value, label: words }) => {
    const { y } = place({ x: axes.x.from, y: value });
    return html`<path class="grid" d="M${margins.left} ${y}h${inner.width}"/><text x="${margins.left - 5}" y="${y + 3.5}" text-anchor="end">${words}</text>`;
  });
  const columns = axes.x.ticks.map(({ value, label: words }) => {
    const { x } = place({ x: value, y: axes.y.from });
    return html`<path class="grid" d="M${x} ${bottom}v3"/><text x="${x}" y="${bottom + 14}" text-anchor="middle">${words}</text>`;
  });
  return html`<svg role="img" aria-label="${label}" viewBox="0 0 ${width} ${height}">${rows}${columns}${draw(place)}</svg>`;
}

/** A line through the points, with a dot on each. */
export function line(points: readonly Point[], kind: string): Html {
  const path = points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('');
  return html`<path class="line ${kind}" d="${path}"/><path class="dots ${kind}" d="${dots(points)}"/>`;
}

/** A path of round dots. Equal dots are drawn once: a rehearsal has thousands of calls. */
export function dots(points: readonly Point[]): string {
  return distinct(points)
    .map(({ x, y }) => `M${x} ${y}h0`)
    .join('');
}

export function crosses(points: readonly Point[]): string {
  return distinct(points)
    .map(({ x, y }) => `M${rounded(x - 2.5)} ${rounded(y - 2.5)}l5 5m0-5l-5 5`)
    .join('');
}

function distinct(points: readonly Point[]): readonly Point[] {
  return [...new Map(points.map((point) => [`${point.x} ${point.y}`, point])).values()];
}

/** An axis from 0 to at least `most`, with steps of 1, 2 or 5 times a power of ten. */
export function linearAxis(most: number, label: (value: number) => string): Axis {
  const step = niceStep(Math.max(most, Number.EPSILON) / 4);
  const count = Math.max(1, Math.ceil(most / step));
  const ticks = Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(6)));
  return { from: 0, to: count * step, ticks: ticks.map((value) => ({ value, label: label(value) })) };
}

/** An axis of whole powers of ten around the values. */
export function logarithmicAxis(values: readonly number[], label: (value: number) => string): Axis {
  const known = values.map((value) => Math.max(value, 0.1));
  const least = known.reduce((one, other) => Math.min(one, other), Number.POSITIVE_INFINITY);
  const most = known.reduce((one, other) => Math.max(one, other), 0.1);
  const first = Math.floor(Math.log10(Math.min(least, most)));
  const last = Math.max(first + 1, Math.ceil(Math.log10(most)));
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => 10 ** (first + index));
  return {
    from: 10 ** first,
    to: 10 ** last,
    isLogarithmic: true,
    ticks: ticks.map((value) => ({ value, label: label(value) })),
  };
}

function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map((times) => times * power).find((step) => step >= least) ?? 10 * power;
}

function shareOf({ from, to, isLogarithmic }: Axis, value: number): number {
  const share = isLogarithmic
    ? Math.log(Math.max(value, from) / from) / Math.log(to / from)
    : (value - from) / (to - from);
  return Math.min(1, Math.max(0, Number.isFinite(share) ? share : 0));
}

/** Rounds to a fifth of a point, which is less than the eye can see. */
function rounded(value: number): number {
  return Math.round(value * 5) / 5;
}
