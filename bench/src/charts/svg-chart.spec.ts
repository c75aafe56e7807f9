import { type BarChart, type LineChart } from './chart.js';
import { svgOf } from './svg-chart.js';

const lines: LineChart = {
  kind: 'lines',
  id: 'growth',
  title: 'Time & size',
  x: { label: 'findings', scale: 'logarithmic' },
  y: { label: 'ms', scale: 'linear' },
  series: [
    { name: 'first <page>', points: [[1e4, 1], [1e6, 2]] }, // prettier-ignore
    { name: 'counts', points: [[1e4, 3], [1e6, 9]] }, // prettier-ignore
  ],
};

const bars: BarChart = {
  kind: 'bars',
  id: 'overview',
  title: 'Overview',
  x: { label: 'share', scale: 'linear' },
  mark: 1,
  bars: [
    { label: 'short', value: 0.5, text: '0.5', tone: 'good' },
    { label: 'long', value: 2, text: '2', tone: 'bad' },
  ],
};

describe(svgOf.name, () => {
  it('draws a line for each series, and names it', () => {
    const svg = svgOf(lines);

    expect(svg.match(/<polyline /g)).toHaveLength(2);
    expect(svg).toContain('first &lt;page&gt;');
    expect(svg).toContain('<title>Time &amp; size</title>');
    expect(svg).toContain('>1 M<');
  });

  it('makes the bar of twice the figure four times as long as that of half of it', () => {
    const widths = [...svgOf(bars).matchAll(/width="([\d.]+)" height="16"/g)].map(([, width]) => Number(width));

    expect(widths[1]! / widths[0]!).toBeCloseTo(4);
  });

  it('never writes a place that is no number', () => {
    const empty = { ...bars, bars: [{ label: 'nothing', value: 0, text: '0', tone: 'neutral' as const }] };

    expect(svgOf(empty) + svgOf(lines)).not.toContain('NaN');
  });
});
