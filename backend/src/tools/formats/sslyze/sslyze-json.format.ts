import { evidenceOf } from '../../../findings/evidence.js';
import { type ReportFormat, type ReportItem } from '../../report-format.js';
import { jsonItems } from '../../report-reading/json-items.js';
import { placeOfHost } from '../../report-reading/reported-place.js';
import {
  chainWeakness,
  observationsOf,
  type SslyzeFacts,
  type SslyzeFlaw,
  type SslyzeProtocol,
} from './sslyze.observation.js';

/** `--json_out` of 2.x to 6.x: the same facts under names that have changed. */
export const sslyzeJson: ReportFormat = {
  id: 'sslyze-json',
  name: 'SSLyze JSON',
  tool: 'sslyze',
  versions: ['2.1', '3.0', '4.1', '5.2', '6.0'],
  framing: 'document',
  recognises: ({ text }) =>
    /^[\s\ufeff]*\{/.test(text) &&
    /"(?:server_scan_results|accepted_targets|sslyze_version|invalid_server_strings|invalid_targets)"\s*:/.test(text),
  read: (pieces) => readSslyzeJson(pieces),
};

const PROTOCOLS: readonly (readonly [SslyzeProtocol, readonly string[]])[] = [
  ['ssl2', ['ssl_2_0_cipher_suites', 'sslv2']],
  ['ssl3', ['ssl_3_0_cipher_suites', 'sslv3']],
  ['tls1.0', ['tls_1_0_cipher_suites', 'tlsv1']],
  ['tls1.1', ['tls_1_1_cipher_suites', 'tlsv1_1']],
  ['tls1.2', ['tls_1_2_cipher_suites', 'tlsv1_2']],
  ['tls1.3', ['tls_1_3_cipher_suites', 'tlsv1_3']],
];

async function* readSslyzeJson(pieces: AsyncIterable<string>): AsyncGenerator<ReportItem> {
  const places = [
    '$.sslyze_version',
    '$.server_scan_results.*',
    '$.accepted_targets.*',
    '$.server_connectivity_errors.*',
    '$.invalid_targets.*',
  ];
  for await (const { path, value, line } of jsonItems(pieces, places)) {
    if (path[0] === 'sslyze_version') {
      if (typeof value === 'string') yield { type: 'run', run: { toolVersion: evidenceOf(value, 50) } };
      continue;
    }
    const result = new Facts(value);
    const facts = factsOf(result);
    if (facts === undefined) {
      yield { type: 'skipped', reason: `a service that was not examined${reasonOf(result)}`, line };
      continue;
    }
    for (const observation of observationsOf(facts)) yield { type: 'observation', observation };
    for (const reason of failuresIn(result)) yield { type: 'skipped', reason, line };
  }
}

/** A value of JSON whose parts may be missing or of any other type. */
class Facts {
  constructor(readonly value: unknown) {}

  /** The first of these parts that is there and not null. */
  at(...names: readonly string[]): Facts {
    const { value } = this;
    if (typeof value !== 'object' || value === null) return new Facts(undefined);
    const parts = value as Readonly<Record<string, unknown>>;
    return new Facts(
      names
        .filter((name) => Object.hasOwn(parts, name))
        .map((name) => parts[name])
        .find((part) => part !== undefined && part !== null),
    );
  }

  get list(): readonly Facts[] {
    return Array.isArray(this.value) ? this.value.map((part) => new Facts(part)) : [];
  }

  get text(): string {
    return typeof this.value === 'string' || typeof this.value === 'number' ? String(this.value) : '';
  }

  get parts(): readonly (readonly [string, Facts])[] {
    const { value } = this;
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).map(([name, part]) => [name, new Facts(part)]);
  }

  get there(): boolean {
    return this.value !== undefined;
  }

  is(value: boolean): boolean {
    return this.value === value;
  }
}

function commandsOf(result: Facts): Facts {
  return result.at('scan_result', 'scan_commands_results', 'commands_results');
}

/** Scan commands that came to no result: what they look for is not known to be absent. */
function failuresIn(result: Facts): string[] {
  return [...commandsOf(result).parts, ...result.at('scan_commands_errors').parts].flatMap(([name, command]) => {
    const words = command.at('error_reason', 'reason', 'error_message').text;
    return words === '' ? [] : [`${evidenceOf(name, 60)} came to no result: ${evidenceOf(words, 200)}`];
  });
}

/** Why, and which one, in the words of the report. */
function reasonOf(result: Facts): string {
  const location = result.at('server_location', 'server_info', 'server_string');
  const where = location.at('hostname').text || location.text;
  const why = result.at('scan_status', 'connectivity_status', 'error_message').text;
  const words = [where, why].filter((word) => word !== '').join(', ');
  return words === '' ? '' : `: ${evidenceOf(words, 200)}`;
}

function factsOf(result: Facts): SslyzeFacts | undefined {
  const info = result.at('server_info');
  const location = [result.at('server_location'), info.at('server_location'), info].find(({ there }) => there) ?? info;
  const commands = commandsOf(result);
  const port = Number(location.at('port').text);
  const service = placeOfHost(location.at('hostname').text, {
    port,
    protocol: port === 443 ? 'https' : 'tls',
    address: location.at('ip_address').text,
  });
  if (service === undefined || !commands.there) return undefined;
  const command = (...names: readonly string[]): Facts => {
    const found = commands.at(...names);
    return found.at('result').there ? found.at('result') : found;
  };
  const suites = new Map(
    PROTOCOLS.flatMap(([protocol, names]) => {
      const found = command(...names).at('accepted_cipher_suites', 'accepted_cipher_list');
      return found.there ? [[protocol, found.list.map(suiteOf)] as const] : [];
    }),
  );
  const flaws = [...sessionFlaws(command, suites), ...certificateFlaws(command('certificate_info', 'certinfo'))];
  return { service, suites, flaws };
}

function suiteOf(accepted: Facts): string {
  const suite = accepted.at('cipher_suite').there ? accepted.at('cipher_suite') : accepted;
  return suite.at('name', 'openssl_name').text;
}

function sessionFlaws(command: (...names: readonly string[]) => Facts, suites: SslyzeFacts['suites']): SslyzeFlaw[] {
  const renegotiation = command('session_renegotiation', 'reneg');
  const compression = command('tls_compression', 'compression');
  const robot = command('robot').at('robot_result', 'robot_result_enum').text;
  const isOld = [...suites].some(([protocol, names]) => protocol !== 'tls1.3' && names.length > 0);
  const flaws: readonly (readonly [boolean, SslyzeFlaw])[] = [
    [
      command('heartbleed').at('is_vulnerable_to_heartbleed').is(true),
      flaw('tls.vulnerability.heartbleed', 'heartbleed', 'is_vulnerable_to_heartbleed: true'),
    ],
    [
      command('openssl_ccs_injection', 'openssl_ccs').at('is_vulnerable_to_ccs_injection').is(true),
      flaw('tls.vulnerability.ccs-injection', 'openssl_ccs_injection', 'is_vulnerable_to_ccs_injection: true'),
    ],
    [robot.startsWith('VULNERABLE'), flaw('tls.vulnerability.robot', 'robot', robot)],
    [
      isOld && renegotiation.at('supports_secure_renegotiation').is(false),
      flaw('tls.vulnerability.insecure-renegotiation', 'session_renegotiation', 'supports_secure_renegotiation: false'),
    ],
    [
      renegotiation.at('is_vulnerable_to_client_renegotiation_dos', 'accepts_client_renegotiation').is(true),
      flaw('tls.vulnerability.client-renegotiation', 'session_renegotiation', 'the client may ask for it'),
    ],
    [
      compression.at('supports_compression').is(true) || compression.at('compression_name').text !== '',
      flaw('tls.vulnerability.crime', 'tls_compression', 'compression is supported'),
    ],
    [
      command('tls_fallback_scsv', 'fallback').at('supports_fallback_scsv').is(false),
      flaw('tls.vulnerability.fallback-scsv.missing', 'tls_fallback_scsv', 'supports_fallback_scsv: false'),
    ],
  ];
  return flaws.filter(([isThere]) => isThere).map(([, found]) => found);
}

/** A service may have several certificates; 2.x knows one. */
function certificateFlaws(info: Facts): SslyzeFlaw[] {
  const deployments = info.at('certificate_deployments').there ? info.at('certificate_deployments').list : [info];
  return deployments.flatMap((deployment) => [
    ...(deployment.at('leaf_certificate_subject_matches_hostname', 'certificate_matches_hostname').is(false)
      ? [flaw('tls.certificate.hostname-mismatch', 'certificate_info', 'the certificate is for other names')]
      : []),
    ...(deployment.at('verified_chain_has_sha1_signature', 'has_sha1_in_certificate_chain').is(true)
      ? [flaw('tls.certificate.weak-signature', 'certificate_info', 'a certificate of the chain is signed with SHA-1')]
      : []),
    ...chainFlaws(deployment),
    ...keyFlaws(deployment.at('received_certificate_chain', 'certificate_chain').list[0] ?? new Facts(undefined)),
  ]);
}

/** A chain is good when any store trusts it. */
function chainFlaws(deployment: Facts): SslyzeFlaw[] {
  const results = deployment.at('path_validation_results', 'path_validation_result_list').list;
  const complaints = results.map(complaintOf);
  if (results.length === 0 || complaints.includes('')) return [];
  const words = [...new Set(complaints)].join('; ');
  return [flaw(chainWeakness(words), 'certificate_info', words)];
}

/** Why a store does not trust the chain; empty when it does. */
function complaintOf(result: Facts): string {
  if (result.at('was_validation_successful').is(true) || result.at('verified_certificate_chain').list.length > 0)
    return '';
  const words = result.at('openssl_error_string', 'validation_error', 'verify_string').text;
  return words === 'ok' ? '' : words || 'no store trusts it';
}

function keyFlaws(leaf: Facts): SslyzeFlaw[] {
  const key = leaf.at('public_key', 'publicKey');
  const [type, bits] = [key.at('algorithm', 'type').text, Number(key.at('key_size', 'size').text)];
  const isSmall = /rsa|dsa/i.test(type) && !/ec/i.test(type) && bits > 0 && bits < 2048;
  return isSmall ? [flaw('tls.certificate.small-key', 'certificate_info', `${type} with ${bits} bits`)] : [];
}

function flaw(weakness: string, rule: string, evidence: string): SslyzeFlaw {
  return { weakness, rule, evidence };
}
