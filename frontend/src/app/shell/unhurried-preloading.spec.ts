import { of } from 'rxjs';
import { UnhurriedPreloading } from './unhurried-preloading';

describe(UnhurriedPreloading.name, () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('leaves the first page a second, and then fetches what the others need', () => {
    const load = jest.fn(() => of('code'));
    const loaded: unknown[] = [];

    new UnhurriedPreloading().preload({}, load).subscribe((code) => loaded.push(code));

    jest.advanceTimersByTime(900);
    expect(load).not.toHaveBeenCalled();
    jest.advanceTimersByTime(200);
    expect(loaded).toEqual(['code']);
  });
});
