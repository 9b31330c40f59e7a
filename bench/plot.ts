export interface Series {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface Plot {
  readonly title: string;
  readonly xTitle: string;
  readonly yTitle: string;
  /** On a logarithmic axis, each tick is twice or ten times the one before. */
  readonly isLogarithmic?: { readonly x?: boolean; readonly y?: boolean };
  readonly series: readonly Series[];
}

const colours = ['#0b6e4f', '#c0392b', '#2c5aa0', '#b9770e', '#6c3483'];
const width = 700;
const height = 360;
const margin = { left: 70, right: 250, top: 40, bottom: 50 };

/** A line chart as SVG that is readable on light and on dark pages. */
export function lineChart({ title, xTitle, yTitle, isLogarithmic = {}, series }: Plot): string {
  const points = series.flatMap((one) => one.points);
  const x = scale(
    points.map(([value]) => value),
    isLogarithmic.x ?? false,
    margin.left,
    width - margin.right,
  );
  const y = scale(
    [...points.map(([, value]) => value), isLogarithmic.y ? powerBelow(points) : 0],
    isLogarithmic.y ?? false,
    height - margin.bottom,
    margin.top,
  );
  const lines = series.map(({ name, points }, index) => {
    const colour = colours[index % colours.length];
    const path = points.map(([a, b]) => `${round(x.place(a))},${round(y.place(b))}`).join(' ');
    const dots = points.map(
      ([a, b]) => `<circle cx="${round(x.place(a))}" cy="${round(y.place(b))}" r="3" fill="${colour}"/>`,
    );
    const key = margin.top + 18 * index;
    return `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>${dots.join('')}
<rect x="${width - margin.right + 14}" y="${key}" width="12" height="4" fill="${colour}"/>
<text x="${width - margin.right + 32}" y="${key + 6}">${name}</text>`;
  });
  const bottom = height - margin.bottom;
  const xTicks = x.ticks.map(
    (value) =>
      `<text x="${round(x.place(value))}" y="${bottom + 18}" text-anchor="middle">${value.toLocaleString('en')}</text>`,
  );
  const yTicks = y.ticks.map(
    (
      value,
    ) => `<line x1="${margin.left}" x2="${width - margin.right}" y1="${round(y.place(value))}" y2="${round(y.place(value))}" stroke="#ddd"/>
<text x="${margin.left - 8}" y="${round(y.place(value)) + 4}" text-anchor="end">${value.toLocaleString('en')}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">
<title>${title}</title>
<rect width="${width}" height="${height}" fill="#fff"/>
<text x="${margin.left}" y="22" font-size="15">${title}</text>
${yTicks.join('\n')}
${xTicks.join('\n')}
<text x="${(margin.left + width - margin.right) / 2}" y="${height - 12}" text-anchor="middle">${xTitle}</text>
<text x="16" y="${(margin.top + bottom) / 2}" text-anchor="middle" transform="rotate(-90 16 ${(margin.top + bottom) / 2})">${yTitle}</text>
${lines.join('\n')}
</svg>
`;
}

interface Scale {
  readonly place: (value: number) => number;
  readonly ticks: readonly number[];
}

function scale(values: readonly number[], isLogarithmic: boolean, from: number, to: number): Scale {
  const least = Math.min(...values);
  const most = Math.max(...values);
  const position = isLogarithmic ? Math.log10 : (value: number) => value;
  const share = (value: number) =>
    (position(value) - position(least)) / (position(most) - position(least) || 1);
  const place = (value: number) => from + share(value) * (to - from);
  if (isLogarithmic) {
    const distinct = [...new Set(values)].sort((a, b) => a - b);
    const powers = Array.from({ length: 9 }, (_, power) => 10 ** power);
    const between = powers.filter((value) => value >= least && value <= most);
    return { place, ticks: distinct.length <= 6 ? distinct : between };
  }
  const step = niceStep((most - least) / 5);
  const first = Math.ceil(least / step) * step;
  const count = Math.floor((most - first) / step) + 1;
  return {
    place,
    ticks: Array.from({ length: count }, (_, index) => Number((first + index * step).toPrecision(6))),
  };
}

/** The start of the axis: the largest power of ten that is not above any point. */
function powerBelow(points: readonly (readonly [number, number])[]): number {
  return 10 ** Math.floor(Math.log10(Math.min(...points.map(([, value]) => value))));
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough || 1));
  return ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
