import { TestBed } from '@angular/core/testing';
import { aRun, aScan, at } from '../../../testing/builders';
import { eventually } from '../../../testing/eventually';
import { FakeApi, Refusal } from '../../../testing/fake-api';
import { FakeEventSource } from '../../../testing/fake-event-source';
import { render, type Rendered } from '../../../testing/render';
import { OPEN_EVENT_SOURCE } from '../live/event-stream';
import { ScanPage } from './scan-page';

describe(ScanPage.name, () => {
  let api: FakeApi;

  beforeEach(() => {
    FakeEventSource.opened = [];
    api = new FakeApi()
      .on('GET /api/v1/scans/scan-1', () => aScan())
      .on('GET /api/v1/scans/scan-1/runs', () => ({ items: [aRun({ tool: 'nmap' })] }));
    TestBed.overrideProvider(OPEN_EVENT_SOURCE, { useValue: (url: string) => FakeEventSource.open(url) });
  });

  async function liveStream(): Promise<FakeEventSource> {
    const stream = await eventually(() => FakeEventSource.last());
    stream.accept();
    return stream;
  }

  function open(): Rendered<ScanPage> {
    return render(ScanPage, { id: 'scan-1' }, api);
  }

  it('shows the scan and follows its events from where the snapshot ends', async () => {
    const page = open();

    await liveStream();

    await eventually(() => expect(page.text()).toContain('192.0.2.10'));
    await eventually(() => expect(page.text()).toContain('Live'));
    expect(FakeEventSource.last().url).toContain('after=7');
    expect(page.text()).toContain('1 of 2 tool runs ended, 1 running');
  });

  it('lets the counts grow and adds runs as they are told', async () => {
    const page = open();
    const stream = await liveStream();

    stream.say('findings', { critical: 8, high: 1, medium: 2, low: 0, info: 3 }, '8');
    stream.say('run', aRun({ id: 'run-2', tool: 'sslscan', state: 'queued' }), '9');
    stream.say('progress', { runId: 'run-1', percent: 63 });

    await eventually(() => expect(page.text()).toContain('Findings (14)'));
    await eventually(() => expect(page.text()).toContain('sslscan'));
    await eventually(() => expect(page.text()).toContain('63 %'));
  });

  it('ends the stream and shows what parallel running brought when the scan is over', async () => {
    const page = open();
    const stream = await liveStream();

    const timing = {
      wallMs: 10_000,
      sequentialMs: 31_000,
      criticalPathMs: 1,
      lowerBoundMs: 9_000,
      speedUp: 3.1,
      slots: 4,
    };
    stream.say('scan', aScan({ state: 'completed', finishedAt: at(10), timing }), '8');

    await eventually(() => expect(page.text()).toContain('3.1×'));
    await eventually(() => expect(stream.readyState).toBe(2));
    expect(page.text()).toContain('Completed');
  });

  it('warns when the scan ends with less checked than the one before', async () => {
    const page = open();
    const stream = await liveStream();
    await eventually(() => expect(page.text()).toContain('192.0.2.10'));
    expect(page.text()).not.toContain('the scan before carried out');
    const coverageRegression = {
      previousScanId: 'scan-0',
      lost: 3,
      examples: ['a'],
      findingsBefore: 9,
      findingsNow: 1,
    };

    stream.say('coverage.regressed', { scanId: 'scan-1', ...coverageRegression }, '8');
    stream.say('scan', aScan({ state: 'partial', finishedAt: at(10), coverageRegression }), '9');

    await eventually(() => expect(page.text()).toContain('left out 3 checks that the scan before carried out'));
  });

  it('asks the server again and again while the stream is down', async () => {
    open();
    const stream = await liveStream();
    await eventually(() => expect(api.asked('GET /api/v1/scans/scan-1')).toHaveLength(1));

    stream.breakOff();

    await eventually(() => expect(api.asked('GET /api/v1/scans/scan-1').length).toBeGreaterThan(1), 4000);
  });

  it('opens no stream for a scan that has ended, and offers to run again what failed', async () => {
    api.on('GET /api/v1/scans/scan-1', () => aScan({ state: 'partial', finishedAt: at(9) }));

    const page = open();

    await eventually(() => expect(page.button('Retry what failed').disabled).toBe(false));
    expect(FakeEventSource.opened).toHaveLength(0);
  });

  it('follows the scan again after a retry', async () => {
    let state: 'partial' | 'queued' = 'partial';
    api
      .on('GET /api/v1/scans/scan-1', () =>
        state === 'partial' ? aScan({ state, finishedAt: at(9) }) : aScan({ state, eventSequence: 21 }),
      )
      .on('POST /api/v1/scans/scan-1/retry', () => {
        state = 'queued';
        return aScan({ state, eventSequence: 20 });
      });
    const page = open();

    (await eventually(() => page.button('Retry what failed'))).click();

    await eventually(() => expect(FakeEventSource.last().url).toContain('after=21'));
  });

  it('says so when the scan does not exist, without an offer that cannot help', async () => {
    api.on('GET /api/v1/scans/scan-1', () => new Refusal(404, 'There is no scan scan-1.'));

    const page = open();

    await eventually(() => expect(page.text()).toContain('There is no scan scan-1.'));
    expect(() => page.button('Try again')).toThrow();
  });

  it('asks no longer for a scan that somebody deleted while it was shown', async () => {
    const page = open();
    const stream = await liveStream();
    await eventually(() => expect(page.text()).toContain('192.0.2.10'));
    api.on('GET /api/v1/scans/scan-1', () => new Refusal(404, 'There is no scan scan-1.'));

    stream.say('removed', { scanId: 'scan-1' });

    await eventually(() => expect(page.text()).toContain('There is no scan scan-1.'));
    await eventually(() => expect(stream.readyState).toBe(2));
    const asked = api.requests.length;
    await new Promise((done) => setTimeout(done, 2200)); // longer than the pause between two polls
    expect(api.requests).toHaveLength(asked);
  });
});
