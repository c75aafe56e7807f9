import { ffufJson } from './adapters/ffuf/ffuf.report.js';
import { gobusterText } from './adapters/gobuster/gobuster.report.js';
import { nmapXml } from './adapters/nmap/nmap.report.js';
import { nucleiJson, nucleiJsonl } from './adapters/nuclei/nuclei.report.js';
import { sqlmapLog } from './adapters/sqlmap/sqlmap.report.js';
import { sshAuditJson } from './adapters/ssh-audit/ssh-audit.report.js';
import { sslscanXml } from './adapters/sslscan/sslscan.report.js';
import { testsslCsv, testsslJson, testsslJsonPretty } from './adapters/testssl/testssl.report.js';
import { wapitiJson } from './adapters/wapiti/wapiti-json.report.js';
import { wapitiXml } from './adapters/wapiti/wapiti-xml.report.js';
import { whatwebJson } from './adapters/whatweb/whatweb.report.js';
import { genericFindingsCsv } from './formats/generic-findings/generic-findings-csv.format.js';
import { genericFindingsJson } from './formats/generic-findings/generic-findings-json.format.js';
import { niktoCsv } from './formats/nikto/nikto-csv.format.js';
import { niktoJson } from './formats/nikto/nikto-json.format.js';
import { niktoXml } from './formats/nikto/nikto-xml.format.js';
import { openvasCsv } from './formats/openvas/openvas-csv.format.js';
import { openvasXml } from './formats/openvas/openvas-xml.format.js';
import { sarif } from './formats/sarif/sarif.format.js';
import { sslyzeJson } from './formats/sslyze/sslyze-json.format.js';
import { sslyzeXml } from './formats/sslyze/sslyze-xml.format.js';
import { wfuzzJson } from './formats/wfuzz/wfuzz-json.format.js';
import { zapJson } from './formats/zap/zap-json.format.js';
import { zapXml } from './formats/zap/zap-xml.format.js';
import { type ReportFormat } from './report-format.js';

/** Every kind of report that Parallax reads. Adding one is a folder and a line here. */
export const REPORT_FORMATS: readonly ReportFormat[] = [
  nmapXml,
  nucleiJsonl,
  nucleiJson,
  sslscanXml,
  testsslJson,
  testsslJsonPretty,
  testsslCsv,
  whatwebJson,
  ffufJson,
  niktoXml,
  niktoJson,
  niktoCsv,
  wapitiJson,
  wapitiXml,
  gobusterText,
  sqlmapLog,
  zapXml,
  zapJson,
  openvasXml,
  openvasCsv,
  sslyzeJson,
  sslyzeXml,
  sshAuditJson,
  wfuzzJson,
  sarif,
  genericFindingsJson,
  genericFindingsCsv,
];
