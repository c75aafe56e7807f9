import fc from 'fast-check';
import { selectPorts } from './port-lists.js';
import { decodePorts, encodePorts } from './port-ranges.js';

describe('selectPorts', () => {
  it('tries a hundred ports in the quick profile, web and TLS first', () => {
    const { choice, ports } = selectPorts('quick', undefined);

    expect(choice).toBe('list');
    expect(new Set(ports).size).toBe(100);
    expect(ports.slice(0, 2)).toEqual([443, 80]);
  });

  it('tries the ports of the quick profile first in the standard one, and more than a thousand others once', () => {
    const quick = selectPorts('quick', undefined).ports;
    const { ports } = selectPorts('standard', undefined);

    expect(ports.slice(0, quick.length)).toEqual(quick);
    expect(ports.length).toBeGreaterThan(1000);
    expect(new Set(ports).size).toBe(ports.length);
  });

  it('tries every port in the deep profile', () => {
    const { choice, ports } = selectPorts('deep', undefined);

    expect(choice).toBe('all');
    expect(encodePorts(ports)).toBe('1-65535');
    expect(ports).toHaveLength(65_535);
    expect(ports[0]).toBe(443);
  });

  it('tries the ports that the user named and no others, each once', () => {
    expect(selectPorts('deep', [9, 80, 9, 60_001, 0, 70_000])).toEqual({ choice: 'given', ports: [80, 9, 60_001] });
  });
});

describe('ports as text', () => {
  it('joins neighbours into ranges', () => {
    expect(encodePorts([83, 22, 80, 81, 82, 81])).toBe('22,80-83');
  });

  it('reads what it writes', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 65_535 }), { maxLength: 200 }), (ports) => {
        expect(decodePorts(encodePorts(ports))).toEqual([...ports].sort((one, other) => one - other));
      }),
    );
  });

  it('reads no more ports than there are from a hostile text', () => {
    expect(decodePorts('1-65535,'.repeat(10_000)).length).toBeLessThanOrEqual(65_535);
    expect(decodePorts('0,70000,a-b,-,5-3,,')).toEqual([]);
  });
});
