import { ffuf } from './adapters/ffuf/ffuf.adapter.js';
import { gobuster } from './adapters/gobuster/gobuster.adapter.js';
import { nmap } from './adapters/nmap/nmap.adapter.js';
import { nuclei } from './adapters/nuclei/nuclei.adapter.js';
import { sqlmap } from './adapters/sqlmap/sqlmap.adapter.js';
import { sshAudit } from './adapters/ssh-audit/ssh-audit.adapter.js';
import { sslscan } from './adapters/sslscan/sslscan.adapter.js';
import { testssl } from './adapters/testssl/testssl.adapter.js';
import { wapiti } from './adapters/wapiti/wapiti.adapter.js';
import { whatweb } from './adapters/whatweb/whatweb.adapter.js';
import { dnsProbe } from './probes/dns/dns.probe.js';
import { exposedFilesProbe } from './probes/exposed-files/exposed-files.probe.js';
import { httpHeadersProbe } from './probes/http-headers/http-headers.probe.js';
import { portsProbe } from './probes/ports/ports.probe.js';
import { technologyProbe } from './probes/technology/technology.probe.js';
import { tlsProbe } from './probes/tls/tls.probe.js';
import { type Profile, type Tool } from './tool-adapter.js';

/** Every tool that Parallax can run. Adding one is a folder and a line here. */
export const TOOLS: readonly Tool[] = [
  nmap,
  nuclei,
  whatweb,
  sslscan,
  testssl,
  ffuf,
  gobuster,
  wapiti,
  sqlmap,
  sshAudit,
  portsProbe,
  httpHeadersProbe,
  tlsProbe,
  exposedFilesProbe,
  technologyProbe,
  dnsProbe,
];

/** Looks tools up by id and profile. */
export class ToolRegistry {
  constructor(readonly all: readonly Tool[] = TOOLS) {}

  find(id: string): Tool | undefined {
    return this.all.find(({ manifest }) => manifest.id === id);
  }

  /** The tools of a scan that names none. */
  defaultsOf(profile: Profile): readonly Tool[] {
    return this.all.filter(({ manifest }) => manifest.byDefault && manifest.profiles[profile] !== undefined);
  }
}
