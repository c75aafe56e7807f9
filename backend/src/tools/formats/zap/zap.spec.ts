import { join } from 'node:path';
import { describeReportFormat } from '../../testing/report-format.contract.js';
import { observationsIn, readReport, skippedIn } from '../../testing/report-fixtures.js';
import { zapJson } from './zap-json.format.js';
import { zapXml } from './zap-xml.format.js';

const FIXTURES = join(import.meta.dirname, 'fixtures');

describeReportFormat(zapXml, FIXTURES);
describeReportFormat(zapJson, FIXTURES);

describe('a report of ZAP', () => {
  const xml = (
    alert: string,
    site = '<site name="http://a.example:8080" host="a.example" port="8080" ssl="false">',
  ): string =>
    `<OWASPZAPReport version="2.9.0">${site}<alerts><alertitem>${alert}</alertitem></alerts></site></OWASPZAPReport>`;

  it('makes an observation of each place, graded as ZAP grades', async () => {
    const place = (path: string) =>
      `<instance><uri>http://a.example:8080${path}</uri><method>GET</method><param>q</param></instance>`;
    const text = xml(
      `<pluginid>40012</pluginid><alert>XSS</alert><riskcode>3</riskcode><cweid>79</cweid><instances>${place('/a?q=1')}${place('/b')}</instances>`,
    );

    expect(observationsIn(await readReport(zapXml, text))).toMatchObject([
      {
        weakness: 'http.cross-site-scripting',
        severity: 'high',
        cwe: [79],
        discriminator: 'GET q',
        endpoint: { path: '/a', port: 8080 },
      },
      { weakness: 'http.cross-site-scripting', severity: 'high', endpoint: { path: '/b' } },
    ]);
  });

  it('of 2.4 names places one after the other', async () => {
    const text = xml(
      '<pluginid>1</pluginid><alert>A</alert><riskcode>2</riskcode><uri>http://a.example:8080/x</uri><param>p</param><attack>!</attack><uri>http://a.example:8080/y</uri>',
    );

    expect(
      observationsIn(await readReport(zapXml, text)).map(({ endpoint, discriminator }) => [
        endpoint.path,
        discriminator,
      ]),
    ).toEqual([
      ['/x', 'GET p'],
      ['/y', undefined],
    ]);
  });

  it('puts an alert without a place of its own on the site', async () => {
    const text = xml(
      '<pluginid>10038</pluginid><alert>CSP</alert><riskcode>2</riskcode><instances><instance><uri>blob:x</uri></instance></instances>',
    );

    expect(observationsIn(await readReport(zapXml, text))).toMatchObject([
      { weakness: 'http.header.csp.missing', endpoint: { host: 'a.example', port: 8080 } },
    ]);
  });

  it('names an alert that lies nowhere', async () => {
    expect(skippedIn(await readReport(zapXml, xml('<pluginid>1</pluginid>', '<site>')))).toEqual([
      { type: 'skipped', reason: 'an alert that names no place', line: 1 },
    ]);
  });

  it('tells another alert of a known rule by its reference', async () => {
    const text = xml(
      '<pluginid>10020</pluginid><alertRef>10020-3</alertRef><alert>Defined twice</alert><riskcode>2</riskcode><instances/>',
    );

    expect(observationsIn(await readReport(zapXml, text))[0]?.weakness).toBe('zap.10020-3');
  });
});
