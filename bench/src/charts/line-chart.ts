import { type LineChart, type Series } from './chart.js';
import { type Scale, scaleOf } from './scale.js';
import { COLOURS, element, line, picture, round, text, tickText } from './svg-elements.js';

const WIDTH = 860;
const HEIGHT = 400;
const LEFT = 80;
const RIGHT = 200;
const TOP = 48;
const BOTTOM = HEIGHT - 56;

/** Draws lines over two axes, with the names of the lines beside them. */
export function drawLines({ title, x, y, series }: LineChart): string {
  const points = series.flatMap((one) => one.points);
  const across = scaleOf(
    x,
    points.map(([figure]) => figure),
    LEFT,
    WIDTH - RIGHT,
  );
  const up = scaleOf(
    y,
    points.map(([, figure]) => figure),
    BOTTOM,
    TOP,
  );
  const grid = [
    ...across.ticks.map((tick) =>
      text(across.place(tick), BOTTOM + 18, tickText(tick), { 'text-anchor': 'middle', class: 'x' }),
    ),
    ...up.ticks.flatMap((tick) => [
      line([LEFT, up.place(tick)], [WIDTH - RIGHT, up.place(tick)], { stroke: '#e5e7eb' }),
      text(LEFT - 8, up.place(tick) + 4, tickText(tick), { 'text-anchor': 'end', class: 'y' }),
    ]),
  ];
  const labels = [
    text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 16, x.label, { 'text-anchor': 'middle' }),
    text(16, TOP - 8, y.label, { 'font-size': 11 }),
  ];
  const drawn = series.flatMap((one, position) => drawSeries(one, position, across, up));
  return picture(WIDTH, HEIGHT, title, [...grid, ...labels, ...drawn]);
}

function drawSeries({ name, points }: Series, position: number, across: Scale, up: Scale): string[] {
  const colour = COLOURS[position % COLOURS.length] ?? COLOURS[0];
  const places = points.map(([x, y]) => [round(across.place(x)), round(up.place(y))] as const);
  const path = places.map((place) => place.join(',')).join(' ');
  const legend = TOP + 8 + position * 20;
  return [
    element('polyline', { points: path, fill: 'none', stroke: colour, 'stroke-width': 2 }),
    ...(places.length > 30 ? [] : places.map(([cx, cy]) => element('circle', { cx, cy, r: 3, fill: colour }))),
    element('rect', { x: WIDTH - RIGHT + 14, y: legend - 9, width: 12, height: 12, fill: colour, rx: 2 }),
    text(WIDTH - RIGHT + 32, legend + 1, name),
  ];
}
