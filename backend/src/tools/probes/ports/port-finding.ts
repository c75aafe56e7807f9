/** One weakness as this probe found it; becomes an observation on the port. */
export interface PortFinding {
  /** Key of the weakness catalogue. */
  readonly weakness: string;
  /** This probe's own name of the check. */
  readonly rule: string;
  /** What was seen or said that proves it. */
  readonly evidence: string;
}
