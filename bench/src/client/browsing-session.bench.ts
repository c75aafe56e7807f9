import { join } from 'node:path';
import { type Browser } from '@playwright/test';
import { type Bench, type BenchContext, type Measurement } from '../bench.js';
import { alternate } from '../running/alternate.js';
import { practiceScan } from '../running/practice-scan.js';
import { ShippedServer } from '../running/shipped-server.js';
import { medianOf } from '../statistics/statistics.js';
import { browse, timeToFindings, type Visit, visitList } from './browsing-session.js';
import { type ApiTraffic, newVisitor, openBrowser } from './console-browser.js';

const SIZE = {
  quick: { rounds: 1, visits: 1, pace: { lookMs: 400, awayMs: 600, watched: 'built-in' } },
  full: { rounds: 3, visits: 7, pace: { lookMs: 3000, awayMs: 5000, watched: 'installed' } },
} as const;

/** What the console spares its server by keeping what it has read. */
export const browsingSession: Bench = {
  id: 'client',
  title: 'Console',
  about:
    'One scripted session in Chromium against the server as it is shipped: list, a scan of the practice target watched to its end (with ' +
    'the tools that are installed; quick: built-in probes), back, a finished scan twice, a filter, back, two looks at another window, a ' +
    'reload; each page is looked at for 3 s (quick: 0.4 s). With the console’s cache, and with it turned off: every query stale at once ' +
    'and asked again every two seconds.',
  rows: [
    {
      id: 'calls',
      what: 'API calls in a session',
      unit: 'calls',
      baseline: 'cache off',
      reach: [{ of: 'ratio', is: 'at most', value: 0.3 }],
      ifNotReached:
        'Most of what is left are first looks at a page. The longer a page is looked at, the more polling the baseline does: the quick ' +
        'mode hurries through pages in less than a second, and watches a scan that ends after one.',
    },
    { id: 'bytes', what: 'API bytes in a session', unit: 'kB', baseline: 'cache off', reach: [], ifNotReached: '' },
    {
      id: 'repeat',
      what: 'time to content of the list, repeat visit in the same tab',
      unit: 'ms',
      baseline: 'first visit',
      reach: [{ of: 'ratio', is: 'at most', value: 0.33 }],
      ifNotReached:
        'On loopback nothing is far away: what is left of the repeat visit is to start the page, which no cache of data spares. How long ' +
        'that takes is told below.',
    },
    {
      id: 'scripts',
      what: 'JavaScript of the first visit until the list is there, compressed',
      unit: 'kB',
      reach: [{ of: 'ours', is: 'at most', value: 250 }],
      ifNotReached: 'Angular and the components of the list are most of it.',
    },
    {
      id: 'again',
      what: 'time to content of a finished scan, opened again',
      unit: 'ms',
      baseline: 'opened for the first time',
      reach: [],
      ifNotReached: '',
    },
  ],
  run: measure,
};

async function measure({ mode, folder }: BenchContext): Promise<Measurement> {
  const browser = await openBrowser();
  if (browser === undefined) {
    return { rounds: {}, notes: ['There is no Chromium here: nothing was measured.'], charts: [] };
  }
  const server = await ShippedServer.start(join(folder, 'server'));
  try {
    await practiceScan(server);
    await practiceScan(server);
    return await inBrowser(browser, server, mode);
  } finally {
    await browser.close();
    await server.stop();
  }
}

async function inBrowser(browser: Browser, server: ShippedServer, mode: BenchContext['mode']): Promise<Measurement> {
  const { rounds, pace } = SIZE[mode];
  const session = (cache: 'on' | 'off') => async (): Promise<ApiTraffic> => {
    const visitor = await newVisitor(browser, cache);
    const traffic = await browse(visitor, server, pace);
    await visitor.close();
    return traffic;
  };
  const { on, off } = await alternate({ on: session('on'), off: session('off') }, rounds);
  const { visits } = await alternate({ visits: () => firstAndRepeat(browser, server) }, SIZE[mode].visits, 1);
  return {
    rounds: {
      calls: { ours: on.map(({ calls }) => calls), baseline: off.map(({ calls }) => calls) },
      bytes: { ours: on.map(({ bytes }) => bytes / 1000), baseline: off.map(({ bytes }) => bytes / 1000) },
      repeat: {
        ours: visits.map(({ repeat }) => repeat.contentMs),
        baseline: visits.map(({ first }) => first.contentMs),
      },
      scripts: { ours: visits.map(({ first }) => first.scriptBytes / 1000) },
      again: {
        ours: visits.map(({ findings }) => findings.againMs),
        baseline: visits.map(({ findings }) => findings.firstMs),
      },
    },
    notes: [
      `Until the console’s code had started and asked for something, ${median(visits, ({ first }) => first)} ms passed at the first visit and ${median(visits, ({ repeat }) => repeat)} ms at the repeat visit.`,
      `What the other pages need is fetched behind the first: together it is ${kilobytes(visits.map(({ first }) => first.allScriptBytes))} kB.`,
    ],
    charts: [],
  };
}

function median(visits: readonly Visits[], pick: (visits: Visits) => Visit): string {
  return medianOf(visits.map((both) => pick(both).startedMs)).toFixed(0);
}

function kilobytes(figures: readonly number[]): string {
  return (medianOf(figures) / 1000).toFixed(0);
}

interface Visits {
  readonly first: Visit;
  readonly repeat: Visit;
  readonly findings: { readonly firstMs: number; readonly againMs: number };
}

async function firstAndRepeat(browser: Browser, server: ShippedServer): Promise<Visits> {
  const visitor = await newVisitor(browser, 'on');
  const page = await visitor.newPage();
  const first = await visitList(page, server);
  const repeat = await visitList(page, server);
  const findings = { firstMs: await timeToFindings(page), againMs: await timeToFindings(page) };
  await visitor.close();
  return { first, repeat, findings };
}
