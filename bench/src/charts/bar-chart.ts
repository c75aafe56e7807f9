import { type Bar, type BarChart } from './chart.js';
import { scaleOf } from './scale.js';
import { element, line, picture, round, text, tickText, TONES } from './svg-elements.js';

const WIDTH = 860;
const LEFT = 360;
const RIGHT = 110;
const TOP = 48;
const ROW = 26;

/** Draws lying bars, one below the other. */
export function drawBars({ title, x, mark, bars }: BarChart): string {
  const bottom = TOP + bars.length * ROW;
  const figures = [...bars.map(({ value }) => value), ...(mark === undefined ? [] : [mark]), ...origin(x.scale)];
  const scale = scaleOf(x, figures, LEFT, WIDTH - RIGHT);
  const grid = scale.ticks.flatMap((tick) => [
    line([scale.place(tick), TOP], [scale.place(tick), bottom], { stroke: '#e5e7eb' }),
    text(scale.place(tick), bottom + 16, tickText(tick), { 'text-anchor': 'middle' }),
  ]);
  const marked =
    mark === undefined
      ? []
      : [line([scale.place(mark), TOP - 4], [scale.place(mark), bottom], { stroke: '#111827', 'stroke-width': 1.5 })];
  const label = text((LEFT + WIDTH - RIGHT) / 2, bottom + 36, x.label, { 'text-anchor': 'middle' });
  const drawn = bars.map((bar, position) => drawBar(bar, TOP + position * ROW, (figure) => scale.place(figure)));
  return picture(WIDTH, bottom + 48, title, [...grid, ...drawn, ...marked, label]);
}

function drawBar({ label, value, text: words, tone }: Bar, top: number, place: (figure: number) => number): string {
  const end = Math.max(place(value), LEFT + 1);
  const middle = top + ROW / 2 + 4;
  const bar = { x: LEFT, y: top + 5, width: round(end - LEFT), height: ROW - 10, fill: TONES[tone], rx: 2 };
  return [
    text(LEFT - 10, middle, label, { 'text-anchor': 'end' }),
    element('rect', bar),
    text(end + 6, middle, words, { fill: '#111827' }),
  ].join('');
}

function origin(scale: 'linear' | 'logarithmic'): readonly number[] {
  return scale === 'linear' ? [0] : [];
}
