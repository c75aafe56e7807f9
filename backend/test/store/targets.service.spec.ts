import { SystemClock } from '../../src/platform/clock.js';
import { temporaryDatabase, type TemporaryDatabase } from './temporary-database.js';
import { SCHEMA } from '../../src/schema.js';
import { AuthorisationLedger } from '../../src/targets/authorisation-ledger.js';
import { AuthorisationInvalidError } from '../../src/targets/authorisation.errors.js';
import { AuthorisationsRepository } from '../../src/targets/authorisations.repository.js';
import { ScopePolicy } from '../../src/targets/scope-policy.js';
import { TargetInvalidError, TargetNotFoundError, TargetOutOfScopeError } from '../../src/targets/target.errors.js';
import { TargetResolver } from '../../src/targets/target-resolution.js';
import { TargetsRepository } from '../../src/targets/targets.repository.js';
import { TargetsService } from '../../src/targets/targets.service.js';
import { FakeNameLookup } from '../../src/targets/testing/fake-name-lookup.js';

const names = new FakeNameLookup()
  .answer('fine.example.com', '192.168.7.1')
  .answer('mixed.example.com', '192.168.7.1', '169.254.169.254');

describe(TargetsService.name, () => {
  let temporary: TemporaryDatabase;
  let sut: TargetsService;

  beforeEach(async () => {
    temporary = await temporaryDatabase(SCHEMA);
    const clock = new SystemClock();
    const policy = new ScopePolicy({
      policy: 'private',
      allowlistHosts: [],
      allowlistCidrs: [],
      allowLoopback: false,
    });
    sut = new TargetsService(
      new TargetsRepository(temporary.database, clock),
      new AuthorisationLedger(new AuthorisationsRepository(temporary.database, clock)),
      new TargetResolver(policy, names),
      clock,
    );
  });
  afterEach(() => temporary.remove());

  it('keeps one target for all spellings of it, even when they come at the same time', async () => {
    const added = await Promise.all(
      ['FINE.example.com', 'fine.example.com.', 'fine.example.com'].map((text) => sut.add(text)),
    );

    expect(new Set(added.map(({ id }) => id)).size).toBe(1);
    expect((await sut.list(50, undefined)).items).toHaveLength(1);
  });

  it('records nothing of a target that is out of scope', async () => {
    await expect(sut.add('mixed.example.com')).rejects.toThrow(TargetOutOfScopeError);
    await expect(sut.add('127.0.0.1')).rejects.toThrow(TargetOutOfScopeError);

    expect((await sut.list(50, undefined)).items).toEqual([]);
  });

  it('records nothing when the statement that comes with it is wrong', async () => {
    const statement = { authorisedBy: 'a', validFrom: '2026-02-01T00:00:00Z', validTo: '2026-01-01T00:00:00Z' };

    await expect(sut.add('fine.example.com', statement)).rejects.toThrow(AuthorisationInvalidError);

    expect((await sut.list(50, undefined)).items).toEqual([]);
  });

  it('lists in pages, newest first, without repeats or gaps', async () => {
    for (let host = 1; host <= 5; host += 1) await sut.add(`192.168.0.${host}`);

    const first = await sut.list(2, undefined);
    const second = await sut.list(2, first.nextPageToken);
    const third = await sut.list(2, second.nextPageToken);

    const hosts = [first, second, third].flatMap(({ items }) => items.map(({ host }) => host));
    expect(hosts).toEqual(['192.168.0.5', '192.168.0.4', '192.168.0.3', '192.168.0.2', '192.168.0.1']);
    expect(third.nextPageToken).toBeUndefined();
  });

  it('shows a recorded authorisation in the preview', async () => {
    const target = await sut.add('fine.example.com');
    const before = await sut.preview('fine.example.com');
    await sut.authorise(target.id, { authorisedBy: 'the owner' });

    expect(before.gap).toContain('nobody has authorised it');
    expect((await sut.preview('fine.example.com')).gap).toBeUndefined();
  });

  it('names every address behind a target and the reason why it may not be scanned', async () => {
    const { hosts, refusal } = await sut.preview('mixed.example.com');

    expect(hosts.map(({ address, verdict }) => [address, verdict.accepted])).toEqual([
      ['192.168.7.1', true],
      ['169.254.169.254', false],
    ]);
    expect(refusal).toContain('169.254.169.254');
  });

  it('previews names that are unknown or never scanned without contacting anybody', async () => {
    expect((await sut.preview('unknown.example.com')).refusal).toContain('could not be resolved');
    expect((await sut.preview('metadata.google.internal')).hosts).toEqual([]);
    await expect(sut.preview('-oX /etc/passwd')).rejects.toThrow(TargetInvalidError);
  });

  it('removes a target with its authorisations', async () => {
    const target = await sut.add('fine.example.com', { authorisedBy: 'the owner' });

    await sut.remove(target.id);

    await expect(sut.get(target.id)).rejects.toThrow(TargetNotFoundError);
    await expect(sut.remove(target.id)).rejects.toThrow(TargetNotFoundError);
  });
});
