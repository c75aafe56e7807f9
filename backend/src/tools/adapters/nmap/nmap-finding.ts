import { type Severity } from '../../../findings/severity.js';
import { type ObservedEndpoint } from '../../../targets/endpoint.js';
import { type NmapService } from './nmap-report.js';
import { type NmapScript } from './nmap-script.js';

/** One weakness as nmap shows it. */
export interface NmapFinding {
  /** Key of the weakness catalogue, `cve.<id>` or `nmap.script.<id>`. */
  readonly weakness: string;
  readonly evidence: string;
  readonly discriminator?: string;
  /** Path on the web service that the weakness belongs to. */
  readonly path?: string;
  /** nmap's own word for how bad it is. */
  readonly toolSeverity?: string;
  /** For weaknesses that the catalogue does not have. */
  readonly title?: string;
  readonly severity?: Severity;
  readonly description?: string;
  readonly cve?: readonly string[];
  readonly references?: readonly string[];
}

/** What a script said, and to whom it spoke. */
export interface ScriptContext {
  readonly script: NmapScript;
  /** The service on the port; absent for scripts about the host as a whole. */
  readonly service?: NmapService;
  /** The port, or the host as a whole. */
  readonly endpoint: ObservedEndpoint;
  /** When the scan began. */
  readonly seenAt?: Date;
}

/** Turns the output of one script into findings. */
export type ScriptRule = (context: ScriptContext) => readonly NmapFinding[];
