import { parseArgs } from 'node:util';
import { type Mode } from './bench.js';

/** What the command was asked to do. */
export interface Order {
  readonly mode: Mode;
  /** Ids of the benches to run; empty for all. */
  readonly only: readonly string[];
  /** Where results are written, instead of the usual place. */
  readonly out?: string;
}

export const USAGE = `npx nx bench [-- options]
  --quick        smaller sizes and fewer rounds, two minutes altogether
  --only <id>    one bench; may be given several times
  --out <folder> where results.json, the page and the plots are written`;

/** @param known ids of all benches @throws TypeError naming what was not understood */
export function orderOf(args: readonly string[], known: readonly string[]): Order {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [] },
      out: { type: 'string' },
    },
  });
  const unknown = values.only.filter((id) => !known.includes(id));
  if (unknown.length > 0) {
    throw new TypeError(`There is no bench named ${unknown.join(', ')}. There are: ${known.join(', ')}.`);
  }
  return {
    mode: values.quick ? 'quick' : 'full',
    only: values.only,
    ...(values.out === undefined ? {} : { out: values.out }),
  };
}
