/** A picture as pure data; `svg-chart.ts` draws it. */
export type Chart = LineChart | BarChart;

export interface LineChart {
  readonly kind: 'lines';
  /** Name of the file, without its ending. */
  readonly id: string;
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  /** At most six. */
  readonly series: readonly Series[];
}

export interface BarChart {
  readonly kind: 'bars';
  readonly id: string;
  readonly title: string;
  /** What the length of a bar means. */
  readonly x: Axis;
  /** A line across all bars, such as the promise. */
  readonly mark?: number;
  readonly bars: readonly Bar[];
}

export interface Axis {
  readonly label: string;
  readonly scale: 'linear' | 'logarithmic';
}

export interface Series {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface Bar {
  readonly label: string;
  readonly value: number;
  /** The figure in words, at the end of the bar. */
  readonly text: string;
  readonly tone: 'good' | 'bad' | 'neutral';
}
