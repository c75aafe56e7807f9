import { expectedScan, isExpected, submissionOf } from './submission';

const scan = { target: 'example.org', profile: 'quick' } as const;

describe(submissionOf.name, () => {
  it('gives each wish a key of its own', () => {
    const keys = [submissionOf(scan), submissionOf(scan)].map(({ key }) => key);

    expect(new Set(keys).size).toBe(2);
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
  });

  it('sends what failed again under its key, so that one scan starts even if the first try came through', () => {
    const failed = submissionOf(scan);

    expect(submissionOf({ ...scan }, failed)).toBe(failed);
    expect(submissionOf({ ...scan, profile: 'deep' }, failed).key).not.toBe(failed.key);
  });
});

describe(expectedScan.name, () => {
  it('looks like a queued scan that nobody can open yet', () => {
    const expected = expectedScan(submissionOf(scan), 0);

    expect(expected).toMatchObject({ target: 'example.org', profile: 'quick', state: 'queued' });
    expect(isExpected(expected)).toBe(true);
    expect(isExpected({ id: '0198f' })).toBe(false);
  });
});
