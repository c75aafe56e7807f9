import { isForeignAnswer } from './answering-address.js';

describe('an answer', () => {
  it.each([
    ['203.0.114.1', '203.0.114.1', false, 'the pinned address itself'],
    ['2a00:1450::1', '2A00:1450:0:0::1', false, 'another spelling of it'],
    ['93.184.216.34', '93.184.216.35', false, 'another public address of a name with several'],
    ['93.184.216.34', '10.0.0.1', true, 'an inner address in place of a public one'],
    ['93.184.216.34', '127.0.0.1', true, 'the scanner itself'],
    ['93.184.216.34', '169.254.169.254', true, 'the metadata service'],
    ['10.0.0.1', '10.0.0.2', true, 'another inner address'],
    ['10.0.0.1', '93.184.216.34', true, 'a public address in place of an inner one'],
    ['93.184.216.34', '::ffff:10.0.0.1', true, 'an inner address in disguise'],
    ['93.184.216.34', 'nonsense', true, 'no address at all'],
  ])('to %s from %s is foreign: %s (%s)', (pinned, answered, foreign) => {
    expect(isForeignAnswer(pinned, answered)).toBe(foreign);
  });
});
