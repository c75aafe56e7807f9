import fc from 'fast-check';
import { type Endpoint } from '../targets/endpoint.js';
import { fingerprintOf } from './fingerprint.js';

const service: Endpoint = { host: 'example.com', address: '192.0.2.1', port: 443, transport: 'tcp', protocol: 'https' };
const weakness = 'tls.protocol.tls1_0';

describe(fingerprintOf.name, () => {
  it('is the same for tools that call the protocol by different names', () => {
    const seenAsTls = fingerprintOf({ weakness, endpoint: { ...service, protocol: 'tls' } });

    expect(seenAsTls).toBe(fingerprintOf({ weakness, endpoint: service }));
  });

  it('survives a change of address and of the spelling of the host', () => {
    const moved = fingerprintOf({ weakness, endpoint: { ...service, address: '192.0.2.9', host: 'EXAMPLE.com' } });

    expect(moved).toBe(fingerprintOf({ weakness, endpoint: service }));
  });

  it.each([
    ['weakness', { weakness: 'tls.protocol.tls1_1', endpoint: service }],
    ['host', { weakness, endpoint: { ...service, host: 'example.org' } }],
    ['port', { weakness, endpoint: { ...service, port: 8443 } }],
    ['transport', { weakness, endpoint: { ...service, transport: 'udp' as const } }],
    ['path', { weakness, endpoint: { ...service, path: '/a' } }],
    ['discriminator', { weakness, endpoint: service, discriminator: 'session' }],
  ])('differs when the %s differs', (_, other) => {
    expect(fingerprintOf(other)).not.toBe(fingerprintOf({ weakness, endpoint: service }));
  });

  it('does not run its inputs into each other', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string({ minLength: 1 }), (path, discriminator, moved) => {
        const first = fingerprintOf({ weakness, endpoint: { ...service, path: path + moved }, discriminator });
        const second = fingerprintOf({
          weakness,
          endpoint: { ...service, path },
          discriminator: moved + discriminator,
        });

        expect(first).not.toBe(second);
      }),
    );
  });
});
