import { receiptInWords } from './receipt';

describe('receiptInWords', () => {
  it('says that nothing is left, and how long that took', () => {
    const receipt = { pids: [4242, 4243], survivors: [], endedInMs: 41, isolation: 'cgroup' };

    expect(receiptInWords(receipt)).toBe(
      '2 processes (4242, 4243), held together by cgroup; none is left, ended within 41 ms',
    );
  });

  it('names what is still alive', () => {
    const receipt = { pids: [4242], survivors: [4242], isolation: 'process group' };

    expect(receiptInWords(receipt)).toBe(
      'process 4242, held together by process group; still alive at the last look: 4242',
    );
  });
});
