import { aScan, at } from '../../testing/builders';
import { anyRuns, neverOlder, type ScanPages, withChange, withoutScan, withScan } from './scan-pages';
import { expectedScan } from './submission';

const old = aScan({ id: 'old', state: 'completed', createdAt: at(0) });
const young = aScan({ id: 'young', createdAt: at(20) });
const pagesOf = (...pages: (typeof old)[][]): ScanPages => ({
  pages: pages.map((items) => ({ items })),
  pageParams: pages.map((_, page) => String(page)),
});
const idsIn = ({ pages }: ScanPages) => pages.map(({ items }) => items.map(({ id }) => id));

describe('the pages of a list of scans', () => {
  it('lose a scan that was deleted, whichever page it is on', () => {
    expect(idsIn(withoutScan(pagesOf([young], [old]), 'old'))).toEqual([['young'], []]);
  });

  it('take over a change of one scan and leave the others', () => {
    const after = withChange(pagesOf([young], [old]), 'young', { state: 'cancelling' });

    expect(after.pages.flatMap(({ items }) => items.map(({ state }) => state))).toEqual(['cancelling', 'completed']);
  });

  it('show a scan that began on top', () => {
    const begun = aScan({ id: 'begun', createdAt: at(30) });

    expect(idsIn(withScan(pagesOf([young], [old]), begun, undefined))).toEqual([['begun', 'young'], ['old']]);
    expect(idsIn(withScan(pagesOf([]), begun, undefined))).toEqual([['begun']]);
  });

  it('show a scan that began although one that is only expected seems younger', () => {
    const expected = expectedScan({ key: 'key', scan: { target: '192.0.2.7' } }, Date.parse(at(3600)));
    const begun = aScan({ id: 'begun', createdAt: at(30) });

    expect(idsIn(withScan(pagesOf([expected, young]), begun, undefined))).toEqual([['begun', expected.id, 'young']]);
  });

  it('show a scan that changed in its place', () => {
    const changed = aScan({ id: 'old', state: 'queued', createdAt: at(0) });

    expect(withScan(pagesOf([young], [old]), changed, undefined).pages[1]?.items).toEqual([changed]);
  });

  it('keep what is newer when an older answer comes late', () => {
    const known = aScan({ id: 'old', state: 'completed', eventSequence: 9 });
    const late = aScan({ id: 'old', state: 'running', eventSequence: 8 });

    expect(withScan(pagesOf([known]), late, undefined).pages[0]?.items).toEqual([known]);
  });

  it('keep what an event told while an answer was on its way, and take over the rest of it', () => {
    const heard = { ...young, state: 'completed' as const, eventSequence: 9 };
    const begun = aScan({ id: 'begun', createdAt: at(30) });

    const after = neverOlder(pagesOf([heard, old]), pagesOf([begun, young]));

    expect(after.pages[0]?.items).toEqual([begun, heard]);
  });

  it('leave out a scan that is of a page not loaded, and one that is of another state', () => {
    const between = aScan({ id: 'between', createdAt: at(10) });

    expect(idsIn(withScan(pagesOf([young]), between, undefined))).toEqual([['young']]);
    expect(idsIn(withScan(pagesOf([young]), { ...young, state: 'completed' }, 'running'))).toEqual([[]]);
  });

  it('say whether something of theirs goes on', () => {
    expect(anyRuns(pagesOf([old], [young]))).toBe(true);
    expect(anyRuns(pagesOf([old]))).toBe(false);
    expect(anyRuns(undefined)).toBe(false);
  });
});
