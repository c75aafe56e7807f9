import { join } from 'node:path';
import { UnreadableReportError } from '../../report-reading/report.errors.js';
import { describeReportFormat } from '../../testing/report-format.contract.js';
import { observationsIn, readReport, reportFixtures, skippedIn } from '../../testing/report-fixtures.js';
import { genericFindingsCsv } from './generic-findings-csv.format.js';
import { genericFindingsJson } from './generic-findings-json.format.js';
import { placeOf } from './generic-findings.place.js';

const FIXTURES = join(import.meta.dirname, 'fixtures');

describeReportFormat(genericFindingsJson, FIXTURES);
describeReportFormat(genericFindingsCsv, FIXTURES);

const text = (name: string): string =>
  [genericFindingsJson, genericFindingsCsv]
    .flatMap((format) => reportFixtures(format, FIXTURES))
    .find((fixture) => fixture.name === name)?.text ?? '';

/** What is read of findings of the JSON form. */
const read = async (...findings: readonly object[]) =>
  observationsIn(await readReport(genericFindingsJson, JSON.stringify({ findings })));
const finding = (part: object = {}) => ({ title: 'A title', severity: 'Low', description: 'Some words', ...part });

describe('generic findings in JSON', () => {
  it('are read at each of their places, with the severity by word or vector', async () => {
    const items = await readReport(genericFindingsJson, text('generic-findings-json.written.json'));

    expect(
      observationsIn(items).map(({ weakness, severity, endpoint, discriminator }) => [
        weakness,
        severity,
        endpoint.host,
        discriminator,
      ]),
    ).toEqual([
      ['cve.CVE-2020-12345', 'high', 'shop.example', 'lib 1.2'],
      ['cve.CVE-2020-12345', 'high', '192.0.2.3', 'lib 1.2'],
      ['generic-findings.EX-1', 'critical', 'shop.example', 'src/a.js:7'],
    ]);
    expect(skippedIn(items)).toMatchObject([{ reason: 'an entry that is marked as false positive' }]);
  });

  it('have places as text and as objects, each of them once', async () => {
    const items = await readReport(genericFindingsJson, text('generic-findings-json.tool.json'));

    expect(observationsIn(items).map(({ endpoint }) => endpoint)).toEqual([
      { host: 'shop.example', port: 8080, transport: 'tcp', path: '/item' },
      { host: '2001:db8::7', address: '2001:db8::7', port: 5432, transport: 'tcp', protocol: 'tcp' },
      ...Array<unknown>(3).fill({ host: 'shop.example', address: '192.0.2.10' }),
    ]);
  });

  it('keep what is different apart, also when the tool names it all alike', async () => {
    const items = await readReport(genericFindingsJson, text('generic-findings-json.tool.json'));

    expect(observationsIn(items).map(({ weakness, discriminator }) => [weakness, discriminator])).toEqual([
      ['generic-findings.SQLI-1', 'id'],
      ['generic-findings.SQLI-1', 'id'],
      ['generic-findings.unsafe-call-6ad3d9dc', 'src/a.c:42'],
      ['generic-findings.unsafe-call-6ad3d9dc', 'src/a.c:77'],
      ['generic-findings.old-library-1a74c8f2', expect.stringMatching(/^lib 2 ~[0-9a-f]{8}$/)],
    ]);
  });

  it('say all that the entry says', async () => {
    const [injection, , , , library] = observationsIn(
      await readReport(genericFindingsJson, text('generic-findings-json.tool.json')),
    );

    expect(injection).toMatchObject({
      toolSeverity: 'critical',
      cwe: [89, 20],
      remediation: 'Use prepared statements.',
      references: ['https://inject.example/why'],
    });
    expect(injection?.evidence.split('\n')).toEqual([
      'Injection',
      'Parameter: id',
      'CVSS: CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
      'Date: 2026-11-20',
      'Payload: id=1 OR 1=1',
      'Steps to reproduce: Open the page.',
      'Impact: All data can be read.',
      'Why this severity: It was tried.',
      'Tags: web, database',
      'The parameter reaches the database.',
    ]);
    expect(library).toMatchObject({
      severity: 'high',
      cve: ['CVE-2020-10001', 'CVE-2020-10002'],
      remediation: 'Fixed in version 2.1.3.',
    });
  });

  it('name what is left out, and the tool', async () => {
    const items = await readReport(genericFindingsJson, text('generic-findings-json.tool.json'));

    expect(skippedIn(items).map(({ reason }) => reason)).toEqual([
      'an endpoint of an entry that names no host',
      'an entry that is marked as mitigated',
      'an entry that is marked as out of scope',
      'an entry without title',
      'an entry that is none',
    ]);
    expect(items.at(-1)).toEqual({ type: 'run', run: { toolVersion: 'Example scanner 4.1' } });
  });

  it.each([
    [{ severity: 'Info', cvssv3_score: 9.8 }, 'info'],
    [{ severity: '', cvssv3_score: 9.8 }, 'critical'],
    [{ severity: 'Unknown', cvssv3: '(AV:N/AC:L/Au:N/C:P/I:P/A:P)' }, 'high'],
    [{ severity: 'Unknown', cvssv3_score: 'N/A' }, 'info'],
    [{ severity: 'INFORMATIONAL' }, 'info'],
    [{ severity: 'constructor' }, 'info'],
  ])('with %j have the severity %s', async (part, severity) => {
    expect((await read(finding(part)))[0]?.severity).toBe(severity);
  });

  it('with several identifiers are about the one CVE among them', async () => {
    const [observation] = await read(finding({ vulnerability_ids: ['GHSA-5mrr-0000-x4gr', 'CVE-2015-9235'] }));

    expect(observation).toMatchObject({ weakness: 'cve.CVE-2015-9235', cve: ['CVE-2015-9235'] });
  });

  it('are known by their words when nothing else tells them apart', async () => {
    const long = 'word '.repeat(100);
    const observations = await read(
      finding(),
      finding({ description: `${long}one` }),
      finding({ description: `${long}two` }),
    );
    const discriminators = observations.map(({ discriminator }) => discriminator);

    expect(discriminators[0]).toBe('Some words');
    expect(new Set(discriminators).size).toBe(3);
  });

  it('without a place are refused when nobody says which target they are about', async () => {
    const report = JSON.stringify({ findings: [finding()] });

    await expect(readReport(genericFindingsJson, report, { context: {} })).rejects.toThrow(UnreadableReportError);
  });

  it('may be none', async () => {
    const report = '{"name": "Tool", "findings": [ ]}';

    expect(genericFindingsJson.recognises({ text: report })).toBe(true);
    expect(observationsIn(await readReport(genericFindingsJson, report, { context: {} }))).toEqual([]);
    expect(genericFindingsJson.recognises({ text: '{"findings": [\n{}\n]}' })).toBe(true);
  });

  it('are known although a screenshot stands in front of the title', () => {
    const head = `{"findings": [{"files": [{"title": "a.png", "data": "${'A'.repeat(1000)}`;

    expect(genericFindingsJson.recognises({ text: head })).toBe(true);
  });

  it.each([
    { title: 7, severity: null, description: [], endpoints: null, cwe: {}, cwes: 'x', references: null },
    { endpoints: 'https://a.example/', tags: 'one', vulnerability_ids: 'CVE-1', line: -1 },
    { endpoints: [{ host: 'a.example', port: 'x' }, { host: 5 }, []], false_p: 'no', cvssv3_score: '10' },
  ])('are read as far as they go: %#', async (part) => {
    expect((await read(finding(part))).length).toBeGreaterThan(0);
  });
});

describe('generic findings in CSV', () => {
  it('are read with the places that they name', async () => {
    const items = await readReport(genericFindingsCsv, text('generic-findings-csv.written.csv'));

    expect(
      observationsIn(items).map(({ title, severity, endpoint }) => [title, severity, endpoint.host, endpoint.path]),
    ).toEqual([
      ['A cookie without flag', 'low', 'shop.example', '/login'],
      ['Two\nlines', 'high', 'shop.example', undefined],
    ]);
    expect(skippedIn(items)).toEqual([
      { type: 'skipped', reason: 'an entry that is marked as false positive', line: 5 },
    ]);
  });

  it('have their columns in any order and spelling', async () => {
    const items = await readReport(genericFindingsCsv, text('generic-findings-csv.scores.csv'));

    expect(
      observationsIn(items).map(({ weakness, severity, endpoint }) => [weakness, severity, endpoint.host]),
    ).toEqual([
      ['cve.CVE-2021-41773', 'critical', '192.0.2.7'],
      ['generic-findings.GHSA-5mrr-0000-x4gr', 'medium', 'shop.example'],
      [expect.stringMatching(/^generic-findings\.nothing-but-a-title-/), 'info', 'shop.example'],
    ]);
    expect(observationsIn(items)[0]).toMatchObject({ cwe: [79, 89], remediation: 'Fixed in version 2.4.51.' });
    expect(skippedIn(items)).toMatchObject([{ reason: 'an entry that is marked as mitigated' }]);
  });

  it('may be separated by semicolons', async () => {
    const text = 'Title;Severity;Description;Url\r\nA, or B;High;"x; y";https://a.example/\r\n';

    expect(observationsIn(await readReport(genericFindingsCsv, text))).toMatchObject([
      { title: 'A, or B', severity: 'high', description: 'x; y', endpoint: { host: 'a.example' } },
    ]);
  });

  it('may end with a quote too many, but not within a field', async () => {
    const heading = 'Title,Severity,Description,CVSSV3\n';
    const read = (row: string) => readReport(genericFindingsCsv, heading + row);

    expect(observationsIn(await read('A,Low,"x","CVSS:3.1/AV:N""\n'))).toHaveLength(1);
    await expect(read('A,Low,"x","CVSS:3.1/AV')).rejects.toThrow(UnreadableReportError);
  });

  it.each([
    ['Date,Title,CweId,Url,Severity,Description,Mitigation', true],
    ['\ufeff"Verified","Severity","Title","Description"\r\n', true],
    ['Title;Severity;Description', true],
    ['Title,Severity,Summary', false],
    ['id,fqdn/ip,port,severity,finding,cve,cwe', false],
  ])('are known by the heading %j: %s', (heading, known) => {
    expect(genericFindingsCsv.recognises({ text: heading })).toBe(known);
  });
});

describe('the place of a generic finding', () => {
  it.each([
    ['https://a.example/x', { host: 'a.example', port: 443, protocol: 'https', path: '/x' }],
    ['a.example:22', { host: 'a.example', port: 22 }],
    ['a.example:443/x?y', { host: 'a.example', port: 443, protocol: 'https', path: '/x' }],
    ['//a.example/x', { host: 'a.example', path: '/x' }],
    ['ftp://a.example/x', { host: 'a.example', port: 21, protocol: 'ftp' }],
    ['ssh://root@a.example:2222', { host: 'a.example', port: 2222, protocol: 'ssh' }],
    ['192.0.2.1', { host: '192.0.2.1', address: '192.0.2.1' }],
    ['[2001:db8::1]:8080', { host: '2001:db8::1', port: 8080 }],
    ['2001:db8::1', { host: '2001:db8::1', address: '2001:db8::1' }],
    ['localhost', { host: 'localhost' }],
    ['constructor://a.example', { host: 'a.example' }],
  ])('is read of %s', (words, place) => {
    expect(placeOf(words)).toMatchObject(place);
  });

  it.each(['', 'N/A', 'https:///x', 'two words', '/path', 'a.example:0', 'x'.repeat(10_000)])(
    'is none for %j',
    (words) => {
      expect(placeOf(words)).toBeUndefined();
    },
  );
});
