import { dueNote } from './due-note';

const NOW = Date.parse('2026-06-10T12:00:00Z');

describe('the note on when a finding is due', () => {
  it.each([
    [undefined, undefined],
    ['2026-06-10T13:00:00Z', { text: 'due within a day', late: false }],
    ['2026-06-11T13:00:00Z', { text: 'due in 1 day', late: false }],
    ['2026-07-10T12:00:00Z', { text: 'due in 30 days', late: false }],
    ['2026-06-10T11:00:00Z', { text: 'overdue', late: true }],
    ['2026-06-07T12:00:00Z', { text: '2 days overdue', late: true }],
  ])('for %s is %j', (dueAt, note) => {
    expect(dueNote(dueAt, NOW)).toEqual(note);
  });
});
