import { evidenceOf } from '../../../findings/evidence.js';
import { type ObservedEndpoint } from '../../../targets/endpoint.js';
import { type ReportItem } from '../../report-format.js';
import { placeOfHost } from '../../report-reading/reported-place.js';
import { isCipherTest, judgeCipherTests } from './cipher-tests.js';
import { type Entry } from './report-reader.js';
import { judge, type JudgedEntry, OWN_SEVERITY } from './testssl.rules.js';

/** Entries about the run or about the report, and not about the service; a mark sums up what other entries say. */
const ABOUT_THE_RUN =
  /^(?:id|scanTime|service|scanProblem|engine_problem|optimal_proto|rating_\w+|\w+_score|\w+_score_weighted|overall_grade|grade_cap_reason_\d+)$/;

/** One service that a report is about, with the entries that are judged together. */
export class TestsslService {
  private readonly cipherTests: Entry[] = [];

  constructor(private readonly place: ObservedEndpoint) {}

  /** What an entry says. Facts are named as skipped, so that they can be counted. */
  take(entry: Entry, line: number): ReportItem | undefined {
    if (isCipherTest(entry)) {
      this.cipherTests.push(entry);
      return undefined;
    }
    if (entry.severity === 'FATAL') {
      return { type: 'skipped', reason: `testssl.sh gave up: ${evidenceOf(entry.finding, 300)}`, line };
    }
    if (ABOUT_THE_RUN.test(entry.id)) return undefined;
    const judged = judge(entry, this.place);
    if (judged !== undefined) return this.observed(judged);
    if (entry.severity === 'OK') return undefined;
    return {
      type: 'skipped',
      reason: `${evidenceOf(entry.id, 100)} is graded ${evidenceOf(entry.severity, 20)}: no finding`,
      line,
    };
  }

  /** What the suites that were tried one by one add up to. */
  end(): ReportItem[] {
    return judgeCipherTests(this.cipherTests).map((judged) => this.observed(judged));
  }

  /** As bad as testssl says. */
  private observed({ entry, weakness, title, severity }: JudgedEntry): ReportItem {
    const stated = OWN_SEVERITY.get(entry.severity) ?? severity;
    return {
      type: 'observation',
      observation: {
        weakness,
        rule: entry.id,
        endpoint: this.place,
        toolSeverity: evidenceOf(entry.severity, 20),
        evidence: evidenceOf(`${entry.id} [${entry.severity}] ${entry.finding}`),
        ...(title === undefined ? {} : { title: evidenceOf(title, 200) }),
        ...(stated === undefined ? {} : { severity: stated }),
        cve: entry.cve?.match(/CVE-\d{4}-\d{4,7}/g) ?? [],
        cwe: (entry.cwe?.match(/\d{1,5}/g) ?? []).map(Number),
      },
    };
  }
}

/** `name/192.0.2.1` and a port. */
export function serviceOf(host: string, port: string): ObservedEndpoint | undefined {
  const [name = '', address] = host.split('/');
  const number = Number(port);
  return placeOfHost(name === '' ? (address ?? '') : name, {
    port: number,
    protocol: number === 443 ? 'https' : 'tls',
    address,
  });
}

/** The services of a report, each with its own entries. */
export class TestsslServices {
  private readonly services = new Map<string, TestsslService>();

  /** Undefined when the host or port is none. */
  at(host: string, port: string): TestsslService | undefined {
    const key = `${host} ${port}`;
    const known = this.services.get(key);
    if (known !== undefined) return known;
    const place = serviceOf(host, port);
    if (place === undefined) return undefined;
    const service = new TestsslService(place);
    this.services.set(key, service);
    return service;
  }

  end(): ReportItem[] {
    return [...this.services.values()].flatMap((service) => service.end());
  }
}
