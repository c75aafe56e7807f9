/** One weakness as this probe found it; becomes an observation on the service. */
export interface TlsFinding {
  /** Key of the weakness catalogue. */
  readonly weakness: string;
  /** This probe's own name of the check. */
  readonly rule: string;
  /** What the server said or sent that proves it. */
  readonly evidence: string;
}
