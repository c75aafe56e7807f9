import { drawBars } from './bar-chart.js';
import { type Chart } from './chart.js';
import { drawLines } from './line-chart.js';

/** A chart as an SVG file. */
export function svgOf(chart: Chart): string {
  switch (chart.kind) {
    case 'lines':
      return drawLines(chart);
    case 'bars':
      return drawBars(chart);
  }
}
