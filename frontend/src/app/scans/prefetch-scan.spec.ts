import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { aScan } from '../../testing/builders';
import { FakeApi } from '../../testing/fake-api';
import { render } from '../../testing/render';
import { type Scan } from '../api/generated/model/scan';
import { PrefetchScan } from './prefetch-scan';

@Component({
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [PrefetchScan],
  template: '<a href="#" [appPrefetchScan]="scan()">scan</a>',
})
class Link {
  readonly scan = input.required<Scan>();
}

const FINDINGS = 'GET /api/v1/scans/scan-1/findings';
const DETAIL = 'GET /api/v1/scans/scan-1';

describe(PrefetchScan.name, () => {
  let api: FakeApi;

  beforeEach(() => {
    jest.useFakeTimers();
    api = new FakeApi()
      .on(DETAIL, () => aScan())
      .on(`${DETAIL}/runs`, () => ({ items: [] }))
      .on(FINDINGS, () => ({ items: [] }));
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  function linkTo(scan: Scan): HTMLElement {
    const link = render(Link, { scan }, api).element.querySelector('a');
    if (link === null) throw new Error('There is no link.');
    return link;
  }

  it('reads a finished scan and its findings when the pointer rests on the link', async () => {
    const link = linkTo(aScan({ state: 'completed' }));

    link.dispatchEvent(new Event('pointerenter'));
    await jest.advanceTimersByTimeAsync(200);

    expect(api.asked(DETAIL)).toHaveLength(1);
    expect(api.asked(FINDINGS)).toHaveLength(1);
  });

  it('leaves the findings of a running scan: they are others in a moment', async () => {
    const link = linkTo(aScan({ state: 'running' }));

    link.dispatchEvent(new Event('focus'));
    await jest.advanceTimersByTimeAsync(200);

    expect(api.asked(DETAIL)).toHaveLength(1);
    expect(api.asked(FINDINGS)).toHaveLength(0);
  });

  it('reads nothing for a pointer that only passes over', async () => {
    const link = linkTo(aScan({ state: 'completed' }));

    link.dispatchEvent(new Event('pointerenter'));
    await jest.advanceTimersByTimeAsync(50);
    link.dispatchEvent(new Event('pointerleave'));
    await jest.advanceTimersByTimeAsync(500);

    expect(api.requests).toHaveLength(0);
  });
});
