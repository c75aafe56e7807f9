import { type ScopePolicyName, ScopePolicy, type ScopeSettings } from './scope-policy.js';
import { TargetResolver } from './target-resolution.js';
import { TargetInvalidError, TargetNotResolvedError, TargetOutOfScopeError } from './target.errors.js';
import { parseTarget, type ParsedTarget } from './target.js';
import { FakeNameLookup } from './testing/fake-name-lookup.js';
import { context, lookupOf, type NastyTarget, targets } from './testing/nasty-targets.js';

const SETTINGS: ScopeSettings = {
  policy: 'public',
  allowlistHosts: context.allowlist.hosts,
  allowlistCidrs: context.allowlist.cidrs,
  allowLoopback: false,
};

function policy(changes: Partial<ScopeSettings> = {}): ScopePolicy {
  return new ScopePolicy({ ...SETTINGS, ...changes });
}

function nameOf(target: ParsedTarget): string {
  return target.kind === 'cidr' ? target.network.address : target.host;
}

/** The refusals that the API may give; anything else is a crash. */
function isRefusal(error: unknown): boolean {
  return [TargetInvalidError, TargetNotResolvedError, TargetOutOfScopeError].some((type) => error instanceof type);
}

async function verdictOf(entry: NastyTarget, name: ScopePolicyName): Promise<string> {
  try {
    const target = parseTarget(entry.input);
    await new TargetResolver(policy({ policy: name }), lookupOf(entry, nameOf(target))).resolve(target);
    return 'accept';
  } catch (error) {
    return isRefusal(error) ? 'reject' : `crash: ${String(error)}`;
  }
}

describe(TargetResolver.name, () => {
  it.each<ScopePolicyName>(['public', 'private', 'allowlist'])(
    'gives every nasty target the verdict that is stated for the policy %s',
    async (name) => {
      const verdicts = await Promise.all(targets.map((entry) => verdictOf(entry, name)));

      const wrong = targets
        .map(({ input, verdict, reason }, position) => ({
          input,
          reason,
          stated: verdict[name],
          given: verdicts[position],
        }))
        .filter(({ stated, given }) => stated !== given);
      expect(targets).toHaveLength(272);
      expect(wrong).toEqual([]);
    },
  );

  it('folds the nasty targets to the spelling that is stated', () => {
    const stated = targets.filter(({ canonical }) => canonical !== undefined);

    expect(stated.map(({ input }) => parseTarget(input).canonical)).toEqual(stated.map(({ canonical }) => canonical));
    expect(stated.length).toBeGreaterThan(4);
  });

  it('pins the first answer and never asks for a second', async () => {
    const entry = targets.find(({ pin }) => pin !== undefined)!;
    const lookup = lookupOf(entry, entry.input);

    const resolved = await new TargetResolver(policy(), lookup).resolve(parseTarget(entry.input));

    expect(resolved.addresses).toEqual([{ host: entry.input, address: entry.pin?.[0] }]);
    expect(lookup.asked).toEqual([entry.input]);
  });

  it('asks no resolver about literal addresses, nor about names that are out of scope', async () => {
    const lookup = new FakeNameLookup();
    const sut = new TargetResolver(policy(), lookup);

    await sut.resolve(parseTarget('8.8.8.8:53'));
    await sut.resolve(parseTarget('https://[2606:4700:4700::1111]/x'));
    await expect(sut.resolve(parseTarget('metadata.google.internal'))).rejects.toThrow(TargetOutOfScopeError);

    expect(lookup.asked).toEqual([]);
  });

  it('takes a range as all of its addresses, the first and the last included', async () => {
    const sut = new TargetResolver(policy({ policy: 'private' }), new FakeNameLookup());

    const four = await sut.resolve(parseTarget('192.168.1.252/30'));
    const pair = await sut.resolve(parseTarget('192.168.1.0/31'));
    const one = await sut.resolve(parseTarget('192.168.1.7/32'));
    const v6 = await sut.resolve(parseTarget('fd12::ff00/120'));

    expect(four.addresses.map(({ address }) => address)).toEqual([
      '192.168.1.252',
      '192.168.1.253',
      '192.168.1.254',
      '192.168.1.255',
    ]);
    expect(pair.addresses).toHaveLength(2);
    expect(one.addresses).toEqual([{ host: '192.168.1.7', address: '192.168.1.7' }]);
    expect(v6.addresses).toHaveLength(256);
    expect(v6.addresses.at(-1)).toEqual({ host: 'fd12::ffff', address: 'fd12::ffff' });
  });

  it('says which address was refused and which setting would allow it', async () => {
    const lookup = new FakeNameLookup().answer('intern.example.com', '93.184.215.14', '10.0.0.5');

    const refusal = new TargetResolver(policy(), lookup).resolve(parseTarget('intern.example.com'));

    await expect(refusal).rejects.toMatchObject({ code: 'target.out-of-scope', kind: 'forbidden' });
    await expect(refusal).rejects.toThrow(/10\.0\.0\.5 is a private address \(RFC 1918\)\. SCOPE_POLICY=private would/);
  });

  it('reports a name that does not resolve', async () => {
    const refusal = new TargetResolver(policy(), new FakeNameLookup()).resolve(parseTarget('gone.example.com'));

    await expect(refusal).rejects.toMatchObject({
      code: 'target.unresolvable',
      message: expect.stringContaining('gone.example.com could not be resolved: no such name is known'),
    });
  });

  it('does not take a failure of its own for an unresolvable name', async () => {
    class BrokenLookup extends FakeNameLookup {
      override addressesOf(): Promise<readonly string[]> {
        return Promise.reject(new RangeError('broken'));
      }
    }
    const sut = new TargetResolver(policy(), new BrokenLookup());

    await expect(sut.resolve(parseTarget('example.com'))).rejects.toThrow(RangeError);
    await expect(sut.recheck({ host: 'example.com', address: '8.8.8.8' })).rejects.toThrow(RangeError);
  });
});

describe('the check at the start of a process', () => {
  it('accepts an endpoint whose name still leads to allowed addresses only', async () => {
    const lookup = new FakeNameLookup().answer('example.com', '93.184.215.14').answer('example.com', '93.184.215.99');
    const sut = new TargetResolver(policy(), lookup);
    const { addresses } = await sut.resolve(parseTarget('example.com'));

    const verdict = await sut.recheck(addresses[0]!);

    expect(verdict).toEqual({ accepted: true });
  });

  it('refuses an endpoint whose name has begun to lead elsewhere', async () => {
    const lookup = new FakeNameLookup().answer('example.com', '93.184.215.14', '169.254.169.254');

    const verdict = await new TargetResolver(policy(), lookup).recheck({
      host: 'example.com',
      address: '93.184.215.14',
    });

    expect(verdict).toMatchObject({
      accepted: false,
      reason: expect.stringContaining('169.254.169.254 is link-local'),
    });
  });

  it('refuses an endpoint whose name is no longer known', async () => {
    const verdict = await new TargetResolver(policy(), new FakeNameLookup()).recheck({
      host: 'example.com',
      address: '93.184.215.14',
    });

    expect(verdict).toEqual({
      accepted: false,
      reason: 'example.com could not be looked up again: no such name is known.',
    });
  });

  it('judges the pinned address itself before it asks anybody', async () => {
    const lookup = new FakeNameLookup().answer('example.com', '93.184.215.14');
    const sut = new TargetResolver(policy(), lookup);

    const forged = await sut.recheck({ host: 'example.com', address: '127.0.0.1' });
    const literal = await sut.recheck({ host: '10.0.0.1', address: '10.0.0.1' });
    const mismatched = await sut.recheck({ host: '8.8.8.8', address: '9.9.9.9' });

    expect([forged, literal, mismatched].map(({ accepted }) => accepted)).toEqual([false, false, false]);
    expect(lookup.asked).toEqual([]);
  });
});
