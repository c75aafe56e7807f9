import { join } from 'node:path';
import { type Browser } from '@playwright/test';
import { type Bench, type BenchContext, type Measurement } from '../bench.js';
import { alternate } from '../running/alternate.js';
import { practiceScan } from '../running/practice-scan.js';
import { ShippedServer } from '../running/shipped-server.js';
import { browse, timeToContent } from './browsing-session.js';
import { type ApiTraffic, newVisitor, openBrowser } from './console-browser.js';

const SIZE = {
  quick: { rounds: 1, visits: 1, pace: { lookMs: 600, awayMs: 1000 } },
  full: { rounds: 5, visits: 7, pace: { lookMs: 3000, awayMs: 5000 } },
};

/** What the console spares its server by keeping what it has read. */
export const browsingSession: Bench = {
  id: 'client',
  title: 'Console',
  about:
    'One scripted session in Chromium against the server as it is shipped: list, a scan watched to its end, back, a finished scan twice, ' +
    'a filter, back, two looks at another window, a reload. With the console’s cache, and with it turned off: every query stale at ' +
    'once and asked again every two seconds.',
  rows: [
    {
      id: 'calls',
      what: 'API calls in a session',
      unit: 'calls',
      baseline: 'cache off',
      reach: [{ of: 'ratio', is: 'at most', value: 0.3 }],
      ifNotReached:
        'Most of what is left are first looks at a page. The longer a page is looked at, the more polling the baseline does.',
    },
    { id: 'bytes', what: 'API bytes in a session', unit: 'kB', baseline: 'cache off', reach: [], ifNotReached: '' },
    {
      id: 'repeat',
      what: 'time to content of the list, repeat visit in the same tab',
      unit: 'ms',
      baseline: 'first visit',
      reach: [{ of: 'ratio', is: 'at most', value: 0.33 }],
      ifNotReached:
        'On loopback nothing is far away: starting the page itself, which both visits do, is most of the time of the first.',
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
  const { rounds, visits, pace } = SIZE[mode];
  const session = (cache: 'on' | 'off') => async (): Promise<ApiTraffic> => {
    const visitor = await newVisitor(browser, cache);
    const traffic = await browse(visitor, server, pace);
    await visitor.close();
    return traffic;
  };
  const { on, off } = await alternate({ on: session('on'), off: session('off') }, rounds);
  const times = await alternate({ both: () => firstAndRepeat(browser, server) }, visits, 1);
  return {
    rounds: {
      calls: { ours: on.map(({ calls }) => calls), baseline: off.map(({ calls }) => calls) },
      bytes: { ours: on.map(({ bytes }) => bytes / 1000), baseline: off.map(({ bytes }) => bytes / 1000) },
      repeat: { ours: times.both.map(({ repeat }) => repeat), baseline: times.both.map(({ first }) => first) },
    },
    notes: [],
    charts: [],
  };
}

async function firstAndRepeat(
  browser: Browser,
  server: ShippedServer,
): Promise<{ readonly first: number; readonly repeat: number }> {
  const visitor = await newVisitor(browser, 'on');
  const page = await visitor.newPage();
  const first = await timeToContent(page, server);
  const repeat = await timeToContent(page, server);
  await visitor.close();
  return { first, repeat };
}
