import { bitString, integer, nothing, oid, sequence, setOf, text, time } from './der-writer.js';

describe('DER', () => {
  it.each([
    ['a small integer', integer(5), '020105'],
    ['an integer whose first bit is set', integer(0x80), '02020080'],
    ['a large integer', integer(0x0123456789), '02050123456789'],
    ['nothing', nothing(), '0500'],
    ['a text', text('CN'), '0c02434e'],
    ['a moment', time(new Date('2021-02-03T04:05:06Z')), `170d${Buffer.from('210203040506Z').toString('hex')}`],
    ['bits', bitString(Buffer.of(1, 2)), '0303000102'],
    ['an object identifier', oid('1.2.840.113549.1.1.5'), '06092a864886f70d010105'],
    ['a sequence', sequence(nothing(), integer(1)), '30050500020101'],
    ['a set', setOf(nothing()), '31020500'],
  ])('encodes %s', (_, encoded, hex) => {
    expect(encoded.toString('hex')).toBe(hex);
  });

  it.each([
    [127, '307f'],
    [128, '308180'],
    [255, '3081ff'],
    [256, '30820100'],
  ])('writes the length %i in as few bytes as it can', (length, head) => {
    const encoded = sequence(Buffer.alloc(length));

    expect(encoded.subarray(0, head.length / 2).toString('hex')).toBe(head);
    expect(encoded).toHaveLength(head.length / 2 + length);
  });
});
