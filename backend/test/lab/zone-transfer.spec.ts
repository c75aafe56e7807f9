import { describeLab } from './describe-lab.js';
import { findingsOf, finishedScan } from './finished-scan.js';

const SCAN_MS = 120_000;

describeLab(
  'A name server',
  [],
  (bench) => {
    it(
      'that gives its zone to anybody is found',
      async () => {
        const { lab, server } = bench();

        const result = await finishedScan(server, {
          target: lab.zones.open,
          tools: ['dns'],
        });

        const [finding] = findingsOf(result, 'dns.transfer.open');
        expect(finding).toMatchObject({ severity: 'high', tools: ['dns'], endpoint: { host: lab.zones.open } });
      },
      SCAN_MS,
    );

    it(
      'that refuses is checked, and clean',
      async () => {
        const { lab, server } = bench();

        const result = await finishedScan(server, {
          target: lab.zones.closed,
          tools: ['dns'],
        });

        expect(findingsOf(result, 'dns.transfer.open')).toEqual([]);
        expect(result.coverage).toContainEqual(expect.objectContaining({ family: 'dns.transfer', status: 'ran' }));
      },
      SCAN_MS,
    );
  },
  (lab) => ({
    settings: { DNS_RESOLVER: `${lab.host}:${lab.ports.dns}` },
    preload: [lab.namesModule],
  }),
);
