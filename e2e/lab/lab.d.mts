/** One server of the lab, for the table that is printed. */
export interface LabServer {
  readonly name: string;
  /** As a scan or a client addresses it. */
  readonly address: string;
  /** What is wrong with it, or good. */
  readonly about: string;
}

/** Where each server listens. `closed` is a port on which nobody listens. */
export interface LabPorts {
  readonly plainWeb: number;
  readonly weakTls: number;
  readonly goodTls: number;
  readonly redirect: number;
  readonly redis: number;
  readonly ssh: number;
  readonly dns: number;
  readonly tarpit: number;
  readonly outside: number;
  readonly closed: number;
}

export interface Lab {
  /** 127.0.0.1; every server but the one outside listens there. */
  readonly host: string;
  readonly ports: LabPorts;
  readonly servers: readonly LabServer[];
  /** Zones of the name server: the first may be copied by anybody. */
  readonly zones: { readonly open: string; readonly closed: string };
  /** PEM file of the authority that signed the good certificate. */
  readonly authorityFile: string;
  /** A module for `node --import`: with it a process resolves the zones' names as a machine in the lab would. */
  readonly namesModule: string;
  /** Connections and requests that reached the host outside of every scope. Stays empty, or a scan escaped. */
  outsideVisits(): readonly string[];
  /** Ends every server and deletes what they wrote. */
  stop(): Promise<void>;
}

/** Programs that are missing; the lab starts only when it is empty. */
export function missingPrograms(): string[];

/** Absolute path of a program in the system's folders; undefined when it is not installed. */
export function findProgram(name: string): string | undefined;

/** What is missing and the command that installs it. */
export function describeMissing(names: readonly string[]): string;

/** Starts every server and waits until each answers. @throws Error that names what is missing, or what did not start and why */
export function startLab(): Promise<Lab>;
