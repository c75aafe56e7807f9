import { join } from 'node:path';
import { fingerprintOf } from '../../../findings/fingerprint.js';
import { UnreadableReportError } from '../../report-reading/report.errors.js';
import { describeReportFormat } from '../../testing/report-format.contract.js';
import { observationsIn, readReport, reportFixtures, skippedIn } from '../../testing/report-fixtures.js';
import { sarif } from './sarif.format.js';

const FIXTURES = join(import.meta.dirname, 'fixtures');

describeReportFormat(sarif, FIXTURES);

const text = (name: string): string =>
  reportFixtures(sarif, FIXTURES).find((fixture) => fixture.name === name)?.text ?? '';
const written = text('sarif.written.json');
const packages = text('sarif.packages.json');

/** A report with these results of one run. */
const reportOf = (results: readonly unknown[], rules: readonly unknown[] = []): string =>
  JSON.stringify({ version: '2.1.0', runs: [{ tool: { driver: { name: 'T', rules } }, results }] });
/** A result on a line of a file. */
const resultAt = (uri: string, startLine: number, part: object = {}) => ({
  ruleId: 'R',
  message: { text: 'words' },
  locations: [{ physicalLocation: { artifactLocation: { uri }, region: { startLine } } }],
  ...part,
});
const read = async (results: readonly unknown[], rules: readonly unknown[] = []) =>
  observationsIn(await readReport(sarif, reportOf(results, rules)));
const discriminatorsOf = async (results: readonly unknown[]) =>
  (await read(results)).map(({ discriminator }) => discriminator);

describe('a SARIF report', () => {
  it('is graded by the score of a rule, or else by level', async () => {
    const observed = observationsIn(await readReport(sarif, written));

    expect(observed.map(({ weakness, severity, toolSeverity }) => [weakness, severity, toolSeverity])).toEqual([
      ['sarif.Example-Linter.EX001', 'critical', 'error, security-severity 9.1'],
      ['sarif.Example-Linter.EX002', 'info', 'note'],
      ['sarif.Example-Linter.EX003', 'medium', 'warning'],
      ['cve.CVE-2021-44228', 'high', 'error'],
    ]);
  });

  it.each([
    ['7.0', 'high'],
    [3.9, 'low'],
    ['0.0', 'info'],
    ['Critical', 'critical'],
    ['MODERATE', 'medium'],
    ['', 'high'],
    ['unheard of', 'high'],
    [null, 'high'],
  ])('of a rule with the score %j has the severity %s when its level is error', async (score, severity) => {
    const rules = [{ id: 'R', properties: { 'security-severity': score } }];

    expect((await read([resultAt('a.c', 1, { level: 'error' })], rules))[0]?.severity).toBe(severity);
  });

  it('lies in files of the given target, at a place that survives a change of lines', async () => {
    const observed = observationsIn(await readReport(sarif, written));

    expect(observed.map(({ endpoint, discriminator }) => [endpoint.host, endpoint.path, discriminator])).toEqual([
      ['shop.example', undefined, 'src/a.js#39fa2ee980eb94b0:1'],
      ['shop.example', undefined, 'src/a.js:3'],
      ['shop.example', '/login', 'not known to the tool itself'],
      ['shop.example', undefined, 'log4j'],
    ]);
    expect(observed[0]).toMatchObject({ cwe: [95], references: ['https://lint.example/EX001'] });
    expect(observed[1]?.title).toBe('The variable x is not used in f');
  });

  it('names what is suppressed, what is no failure, and what an earlier run had', async () => {
    const items = [...(await readReport(sarif, written)), ...(await readReport(sarif, packages))];

    expect(skippedIn(items).map(({ reason }) => reason)).toEqual([
      'a result that is suppressed in the report',
      'a result of kind pass, which is no failure',
      'a result of an earlier run that this one no longer has',
    ]);
  });

  it('may have several runs, each with a tool of its own', async () => {
    const items = await readReport(sarif, packages);

    expect(
      observationsIn(items).map(({ weakness, severity, discriminator }) => [weakness, severity, discriminator]),
    ).toEqual([
      ['cve.CVE-2019-10001', 'critical', 'lib/all.jar:1 lib_core'],
      ['cve.CVE-2019-10001', 'critical', 'lib/all.jar:1 lib_extra'],
      ['cve.CVE-2020-20002', 'low', 'npm/web-lib@2.0#aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa ADV-7'],
      ['sarif.Flow-Check.flow-sql', 'high', 'src/db.ts:40'],
      ['sarif.Flow-Check.flow-sql', 'high', 'src/db.ts:60'],
      ['sarif.Flow-Check.flow-lock', 'info', 'store::Queue::push'],
    ]);
    expect(items.at(-1)).toEqual({
      type: 'run',
      run: { toolVersion: 'Package Check 0.9.1, Flow Check 3.0', finishedAt: '2026-11-27T08:30:00.000Z' },
    });
  });

  it('has what the rule names: CVE, CWE, references, and what to do', async () => {
    const [core, , advisory, sql] = observationsIn(await readReport(sarif, packages));

    expect(core).toMatchObject({ cve: ['CVE-2019-10001'], references: ['https://packages.example/CVE-2019-10001'] });
    expect(advisory).toMatchObject({ cve: ['CVE-2020-20002'], cwe: [79], remediation: 'Upgrade web-lib.' });
    expect(sql).toMatchObject({ cwe: [89], description: 'SQL from input' });
  });

  it('has rules by the words of the tool when it names none', async () => {
    const [result] = await read([{ ...resultAt('a.c', 1), ruleId: undefined, message: { text: 'A key was found' } }]);

    expect(result).toMatchObject({ weakness: 'sarif.T.A-key-was-found', rule: 'A key was found' });
  });

  it('shows how data came to the place', async () => {
    const [, , , sql] = observationsIn(await readReport(sarif, packages));

    expect(sql?.evidence).toBe(
      [
        'src/db.ts:40',
        'SQL is built of [input](1).',
        'Flow of data:',
        '1. src/api.ts:7 - the input - const id = request.query.id;',
        '2. src/db.ts:40',
      ].join('\n'),
    );
  });

  it('of ESLint is read, line by line of the source', async () => {
    const items = await readReport(sarif, text('sarif.eslint.json'));

    expect(observationsIn(items).map(({ rule, severity, discriminator }) => [rule, severity, discriminator])).toEqual([
      ['no-unused-vars', 'medium', 'file:///src/shop/bad.js:1'],
      ['no-eval', 'high', 'file:///src/shop/bad.js:2'],
      ['no-unused-vars', 'medium', 'file:///src/shop/bad.js:3'],
      ['no-debugger', 'high', 'file:///src/shop/bad.js:3'],
      ['no-cond-assign', 'high', 'file:///src/shop/bad.js:3'],
      ['no-unused-vars', 'medium', "file:///src/shop/bad.js:3:31 'a' is assigned a value but never used."],
      ['no-empty', 'medium', 'file:///src/shop/bad.js:3'],
    ]);
    expect(skippedIn(items)).toMatchObject([{ reason: 'a result that is suppressed in the report' }]);
  });

  it('may have its results in front of their tool', async () => {
    const observed = observationsIn(await readReport(sarif, text('sarif.results-first.json')));

    expect(observed.map(({ weakness }) => weakness)).toEqual(['sarif.Late.R']);
  });

  it('is refused when it lies in files and nobody says whose they are', async () => {
    await expect(readReport(sarif, written, { context: {} })).rejects.toThrow(UnreadableReportError);
  });

  it('is refused in the version before', async () => {
    const old = JSON.stringify({ version: '1.0.0', runs: [{ tool: { name: 'T' }, results: [{ ruleId: 'R' }] }] });

    await expect(readReport(sarif, old)).rejects.toThrow('this is SARIF 1.0.0, and only 2.1.0 is read');
  });

  it('may be without runs, and then says nothing', async () => {
    expect(await readReport(sarif, '{"version": "2.1.0", "runs": []}', { context: {} })).toEqual([
      { type: 'run', run: {} },
    ]);
  });

  it.each([
    '{"runs": [{"invocations": [{"toolExecutionNotifications": []',
    '{"runs":[{"tool":{"driver":{"name":"T"',
    '\ufeff{ "version" : "2.1.0", "runs" : [',
  ])('is known by its beginning %j', (beginning) => {
    expect(sarif.recognises({ text: beginning })).toBe(true);
  });
});

describe('two results of one rule in one file', () => {
  it('stay apart when their fingerprints are no fingerprints', async () => {
    const fingerprints = { hashV1: 'requires login' };

    expect(await discriminatorsOf([1, 2].map((line) => resultAt('a.c', line, { fingerprints })))).toEqual([
      'a.c:1',
      'a.c:2',
    ]);
  });

  it('stay apart when what they share is the hash of the file or of the commit', async () => {
    const partialFingerprints = { commitSha: 'a'.repeat(40), scanFileHash: '5b05533780915bfc' };

    expect(await discriminatorsOf([1, 2].map((line) => resultAt('a.c', line, { partialFingerprints })))).toEqual([
      'a.c:1',
      'a.c:2',
    ]);
  });

  it('stay apart when their fingerprints are equal, as those of equal lines are', async () => {
    const fingerprints = { 'contextHash/v1': 'e6c1ad2b1d96ffc4' };

    expect(await discriminatorsOf([1, 2].map((line) => resultAt('a.c', line, { fingerprints })))).toEqual([
      'a.c#e6c1ad2b1d96ffc4',
      'a.c:2',
    ]);
  });

  it('stay apart on one line when their words differ, and are one when nothing does', async () => {
    const [first, second, third] = await read([
      resultAt('a.c', 1),
      resultAt('a.c', 1, { message: { text: 'other words' } }),
      resultAt('a.c', 1),
    ]);

    expect(second?.discriminator).toBe('a.c:1 other words');
    expect(fingerprintOf(third!)).toBe(fingerprintOf(first!));
  });
});

describe('a result that is not as it should be', () => {
  it.each([
    { ruleId: null, message: null, locations: null },
    { message: 'text', locations: [null, { physicalLocation: null }], level: 7 },
    { ruleIndex: -1, rule: [], fixes: [null], codeFlows: [{ threadFlows: {} }], taxa: 'x' },
    { ruleId: '..', message: { id: 'none', arguments: [1] }, properties: [], fingerprints: 'x' },
    { ruleId: '__proto__', level: 'constructor', message: { id: 'constructor' }, properties: { cwe: { toString: 1 } } },
    { ruleId: 'x'.repeat(5000), message: { text: '{0}'.repeat(20_000), arguments: ['y'.repeat(10_000)] } },
  ])('is read as far as it goes: %#', async (result) => {
    expect(await read([result])).toMatchObject([{ severity: 'medium', endpoint: { host: 'shop.example' } }]);
  });

  it('is left out when it is no object', async () => {
    const items = await readReport(sarif, reportOf([null, 'text']));

    expect(skippedIn(items).map(({ reason }) => reason)).toEqual(['a result that is none', 'a result that is none']);
  });
});
