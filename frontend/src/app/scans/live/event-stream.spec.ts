import { TestBed } from '@angular/core/testing';
import { FakeEventSource } from '../../../testing/fake-event-source';
import { OPEN_EVENT_SOURCE, EventStream, type StreamedEvent } from './event-stream';

describe(EventStream.name, () => {
  let stream: EventStream;
  let heard: StreamedEvent[];

  beforeEach(() => {
    jest.useFakeTimers();
    FakeEventSource.opened = [];
    heard = [];
    TestBed.configureTestingModule({
      providers: [EventStream, { provide: OPEN_EVENT_SOURCE, useValue: (url: string) => FakeEventSource.open(url) }],
    });
    stream = TestBed.inject(EventStream);
    stream.openScan('scan-1', 7, (event) => heard.push(event));
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it('asks for what happened after the event that is known', () => {
    expect(FakeEventSource.last().url).toBe('/api/v1/scans/scan-1/events?after=7');
    expect(stream.connection()).toBe('connecting');
  });

  it('is live once the server has answered, and tells every event', () => {
    FakeEventSource.last().accept();
    FakeEventSource.last().say('findings', { critical: 1 }, '8');

    expect(stream.connection()).toBe('live');
    expect(heard).toEqual([{ type: 'findings', data: { critical: 1 }, sequence: 8 }]);
  });

  it('says that the connection is lost while the browser makes it again', () => {
    FakeEventSource.last().accept();
    FakeEventSource.last().breakOff();

    expect(stream.connection()).toBe('down');
    expect(FakeEventSource.opened).toHaveLength(1);
  });

  it('opens again where it was when the browser has given up', () => {
    FakeEventSource.last().say('run', {}, '12');
    FakeEventSource.last().say('progress', {});
    FakeEventSource.last().refuse();

    jest.advanceTimersByTime(3000);

    expect(FakeEventSource.opened).toHaveLength(2);
    expect(FakeEventSource.last().url).toContain('after=12');
  });

  it('is silent after it was closed', () => {
    FakeEventSource.last().refuse();
    stream.close();

    jest.advanceTimersByTime(60_000);

    expect(FakeEventSource.opened).toHaveLength(1);
    expect(stream.connection()).toBe('off');
  });
});
