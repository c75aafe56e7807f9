import { type Axis } from './chart.js';

/** Turns figures into places on a line, and says where the ticks are. */
export interface Scale {
  place(figure: number): number;
  readonly ticks: readonly number[];
}

/** @param figures all that must find a place @param from and @param to the ends of the line, in pixels */
export function scaleOf({ scale }: Pick<Axis, 'scale'>, figures: readonly number[], from: number, to: number): Scale {
  return scale === 'linear' ? linear(figures, from, to) : logarithmic(figures, from, to);
}

function linear(figures: readonly number[], from: number, to: number): Scale {
  const [least, most] = [Math.min(...figures), Math.max(...figures)];
  // zero belongs to the picture unless all figures lie close together and far from it
  const bottom = least > 0 && least > 0.6 * most ? least : Math.min(0, least);
  const step = niceStep((most - bottom || 1) / 5);
  const first = Math.floor(bottom / step) * step;
  const last = Math.ceil(most / step) * step || step;
  const span = last - first || 1;
  const ticks = Array.from({ length: Math.round(span / step) + 1 }, (_, position) => first + position * step);
  return { ticks, place: (figure) => from + ((figure - first) / span) * (to - from) };
}

function logarithmic(figures: readonly number[], from: number, to: number): Scale {
  const positive = figures.filter((figure) => figure > 0);
  const first = Math.floor(Math.log10(Math.min(...positive)));
  const last = Math.max(first + 1, Math.ceil(Math.log10(Math.max(...positive))));
  const ticks = Array.from({ length: last - first + 1 }, (_, position) => 10 ** (first + position));
  const exponent = (figure: number): number => (figure > 0 ? Math.log10(figure) : first);
  return { ticks, place: (figure) => from + ((exponent(figure) - first) / (last - first)) * (to - from) };
}

/** 1, 2 or 5 times a power of ten, not smaller than the given step. */
export function niceStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  const factor = [1, 2, 5].find((candidate) => candidate * power >= step * 0.999) ?? 10;
  return factor * power;
}
