import { ScanState } from '../../api/generated/model/scanState';
import { CoverageStatus } from '../../api/generated/model/coverageStatus';
import { ToolRunState } from '../../api/generated/model/toolRunState';
import { lookOf } from './state-look';

describe('lookOf', () => {
  it.each([...Object.values(ScanState), ...Object.values(ToolRunState), ...Object.values(CoverageStatus)])(
    'has a word and a sign of its own for %s',
    (state) => {
      expect(lookOf(state).icon).not.toBe(state === 'not_supported' ? 'check' : 'dots');
      expect(lookOf(state).word).toMatch(/^[A-Z]/);
    },
  );

  it('reads a state that a newer server may know', () => {
    expect(lookOf('on_hold').word).toBe('on hold');
  });
});
