import { NameLookupError, SystemNameLookup } from './name-lookup.js';

function failingWith(code: string): SystemNameLookup {
  return new SystemNameLookup(() => Promise.reject(Object.assign(new Error(`getaddrinfo ${code}`), { code })));
}

describe(SystemNameLookup.name, () => {
  it('finds the names of the hosts file', async () => {
    const addresses = await new SystemNameLookup().addressesOf('localhost');

    expect(addresses.length).toBeGreaterThan(0);
    expect(addresses.every((address) => address === '127.0.0.1' || address === '::1')).toBe(true);
  });

  it('keeps the order of the answers and gives each address once', async () => {
    const sut = new SystemNameLookup(() =>
      Promise.resolve([{ address: '2001:db8::1' }, { address: '192.0.2.1' }, { address: '2001:db8::1' }]),
    );

    expect(await sut.addressesOf('example.com')).toEqual(['2001:db8::1', '192.0.2.1']);
  });

  it.each([
    ['ENOTFOUND', 'no such name is known'],
    ['EAI_AGAIN', 'the name server did not answer'],
    ['EAI_FAIL', 'the look-up failed (EAI_FAIL)'],
  ])('says in words what %s means', async (code, words) => {
    const failure = failingWith(code).addressesOf('example.com');

    await expect(failure).rejects.toThrow(NameLookupError);
    await expect(failure).rejects.toThrow(words);
  });

  it('takes a name without an address as unresolvable', async () => {
    const sut = new SystemNameLookup(() => Promise.resolve([]));

    await expect(sut.addressesOf('example.com')).rejects.toThrow('the name has no address');
  });

  it('does not wait for ever', async () => {
    const silent = new SystemNameLookup(() => new Promise(() => undefined), 20);

    await expect(silent.addressesOf('example.com')).rejects.toThrow('there was no answer in 0.02 seconds');
  });
});
