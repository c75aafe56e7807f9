import {
  checkSameSite,
  CrossSiteRequestError,
  HostNotAllowedError,
  type RequestOrigin,
  SameSiteCheck,
} from './same-site.js';

const own: RequestOrigin = { method: 'POST', host: '127.0.0.1:8000', origin: undefined, fetchSite: undefined };

describe(checkSameSite.name, () => {
  it.each(['127.0.0.1:8000', 'localhost:8000', '[::1]:8000', 'scan.example'])('answers to %s', (host) => {
    expect(() => checkSameSite({ ...own, host }, ['scan.example'])).not.toThrow();
  });

  it.each(['evil.example', '127.0.0.1.evil.example:8000', 'localhost.evil.example', '', 'a b', '10.0.0.1:8000'])(
    'does not answer to %p, even for reading',
    (host) => {
      expect(() => checkSameSite({ ...own, method: 'GET', host }, [])).toThrow(HostNotAllowedError);
    },
  );

  it.each([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://127.0.0.1:9000' },
    { fetchSite: 'cross-site' },
    { fetchSite: 'same-site' },
  ])('refuses a change that comes from elsewhere: %p', (from) => {
    expect(() => checkSameSite({ ...own, ...from }, [])).toThrow(CrossSiteRequestError);
  });

  it('accepts a change from its own page and from programs that are no browser', () => {
    const page = { origin: 'http://127.0.0.1:8000', fetchSite: 'same-origin' };

    expect(() => checkSameSite({ ...own, ...page }, [])).not.toThrow();
    expect(() => checkSameSite(own, [])).not.toThrow();
  });
});

describe(SameSiteCheck.name, () => {
  it('answers a name again that it has answered to, and no other', () => {
    const sut = new SameSiteCheck([]);
    for (let turn = 0; turn < 2; turn += 1) {
      expect(() => sut.check({ ...own, method: 'GET' })).not.toThrow();
      expect(() => sut.check({ ...own, method: 'GET', host: 'evil.example' })).toThrow(HostNotAllowedError);
    }
  });

  it('looks at where a change comes from each time, also under a known name', () => {
    const sut = new SameSiteCheck([]);
    sut.check(own);

    expect(() => sut.check({ ...own, origin: 'https://evil.example' })).toThrow(CrossSiteRequestError);
  });
});
