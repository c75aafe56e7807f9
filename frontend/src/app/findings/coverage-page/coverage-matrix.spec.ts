import { aCheck, anEndpoint } from '../../../testing/builders';
import { CoverageFamily } from '../../api/generated/model/coverageFamily';
import { coverageMatrix, familyInWords, onlyUnknown } from './coverage-matrix';

describe('coverageMatrix', () => {
  it('proves a check as soon as one tool did it in full', () => {
    const [group] = coverageMatrix([
      aCheck({ tool: 'nmap', status: 'failed', reason: 'It crashed.' }),
      aCheck({ tool: 'ports', status: 'ran' }),
    ]);

    expect(group).toMatchObject({ endpoint: '192.0.2.10', provenCount: 1 });
    expect(group?.rows).toHaveLength(1);
    expect(group?.rows[0]?.proven).toBe(true);
    expect(group?.rows[0]?.voices.map(({ tool }) => tool)).toEqual(['nmap', 'ports']);
  });

  it.each([
    'partial',
    'failed',
    'timed_out',
    'cancelled',
    'blocked',
    'skipped',
    'out_of_scope',
    'not_supported',
  ] as const)('leaves unknown what is %s', (status) => {
    expect(coverageMatrix([aCheck({ status, reason: 'why' })])[0]?.rows[0]).toMatchObject({ proven: false });
  });

  it('shows the unknown first', () => {
    const checks = [
      aCheck({ family: 'dns.caa', status: 'ran' }),
      aCheck({ family: 'tls.ciphers', status: 'skipped' }),
      aCheck({ family: 'http.cors', status: 'failed' }),
    ];

    expect(coverageMatrix(checks)[0]?.rows.map(({ family }) => family)).toEqual([
      'http.cors',
      'tls.ciphers',
      'dns.caa',
    ]);
  });

  it('keeps endpoints apart', () => {
    const groups = coverageMatrix([aCheck(), aCheck({ endpoint: anEndpoint(80) })]);

    expect(groups.map(({ endpoint }) => endpoint)).toEqual(['192.0.2.10', 'http://192.0.2.10:80']);
  });
});

describe('onlyUnknown', () => {
  it('leaves out what is proven, and endpoints where all is', () => {
    const groups = coverageMatrix([
      aCheck({ family: 'net.ports', status: 'ran' }),
      aCheck({ family: 'net.services', status: 'failed' }),
      aCheck({ endpoint: anEndpoint(80), status: 'ran' }),
    ]);

    const unknown = onlyUnknown(groups);

    expect(unknown.map(({ endpoint }) => endpoint)).toEqual(['192.0.2.10']);
    expect(unknown[0]?.rows.map(({ family }) => family)).toEqual(['net.services']);
    expect(unknown[0]?.total).toBe(2);
  });
});

describe('familyInWords', () => {
  it.each(Object.values(CoverageFamily))('has words for %s', (family) => {
    expect(familyInWords(family)).not.toBe(family);
  });
});
