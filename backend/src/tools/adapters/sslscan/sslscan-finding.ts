import { type Severity } from '../../../findings/severity.js';

/** One weakness of the service as the report shows it. */
export interface SslscanFinding {
  /** Key of the weakness catalogue, or `sslscan.<rule>`. */
  readonly weakness: string;
  /** The element of the report that fired. */
  readonly rule: string;
  readonly evidence: string;
  /** The tool's own word for it. */
  readonly toolSeverity?: string;
  /** For weaknesses that the catalogue does not have. */
  readonly title?: string;
  readonly severity?: Severity;
}
