import { SCAN_TRANSITIONS } from './scan-state.js';
import { mayFollow, statesBefore, validateStateTable } from './state-table.js';
import { TOOL_RUN_TRANSITIONS } from './tool-run-state.js';

describe(validateStateTable.name, () => {
  it('accepts the tables of scans and tool runs', () => {
    expect(() => validateStateTable(SCAN_TRANSITIONS, 'queued')).not.toThrow();
    expect(() => validateStateTable(TOOL_RUN_TRANSITIONS, 'queued')).not.toThrow();
  });

  it('names a state that nothing leads to', () => {
    expect(() =>
      validateStateTable<'start' | 'island' | 'end'>({ start: ['end'], island: ['end'], end: [] }, 'start'),
    ).toThrow(/island/);
  });

  it('names states that never end', () => {
    expect(() =>
      validateStateTable<'start' | 'loop' | 'end'>({ start: ['loop', 'end'], loop: ['loop'], end: [] }, 'start'),
    ).toThrow(/loop/);
  });
});

describe('transitions', () => {
  it('lets a running scan be cancelled only by way of cancelling', () => {
    expect(mayFollow(SCAN_TRANSITIONS, 'running', 'cancelling')).toBe(true);
    expect(mayFollow(SCAN_TRANSITIONS, 'running', 'cancelled')).toBe(false);
  });

  it('keeps finished runs as they are', () => {
    expect(statesBefore(TOOL_RUN_TRANSITIONS, 'succeeded')).toEqual(['running']);
  });
});
