import { LOOPBACK, LoopbackListener } from './loopback-listener.js';
import { createBannerServer } from './practice-banner.js';
import { makePracticeCertificate } from './practice-certificate.js';
import { createSecureWebServer, createWebServer } from './practice-web.js';

/** Where the practice target can be scanned. */
export interface PracticeAddress {
  readonly host: typeof LOOPBACK;
  readonly httpPort: number;
  readonly httpsPort: number;
  /** An FTP service with an old version in its greeting. */
  readonly bannerPort: number;
}

/** Ports to listen on; an absent one means any free port. */
export interface PracticePorts {
  readonly httpPort?: number;
  readonly httpsPort?: number;
  readonly bannerPort?: number;
}

interface Running {
  readonly address: PracticeAddress;
  readonly listeners: readonly LoopbackListener[];
}

/**
 * A deliberately weak server on loopback, so that the first scan needs no forms and harms nobody. It executes nothing,
 * stores nothing and listens on 127.0.0.1 only. `practice-target.weaknesses.ts` lists what is wrong with it.
 */
export class PracticeTarget {
  private running: Running | undefined;
  /** The start or stop that is under way; the next one waits for it. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly ports: PracticePorts = {}) {}

  /**
   * Starts it, or returns where it already listens. A scan that resumes after a restart of the server asks for the ports
   * that it began with. Throws `PracticePortTakenError` when a chosen port is taken.
   */
  start(ports: PracticePorts = this.ports): Promise<PracticeAddress> {
    return this.inTurn(async () => {
      this.running ??= await open(ports);
      return this.running.address;
    });
  }

  /** Closes it with every connection; does nothing when it does not run. */
  stop(): Promise<void> {
    return this.inTurn(async () => {
      const listeners = this.running?.listeners ?? [];
      this.running = undefined;
      await closeAll(listeners);
    });
  }

  /** Where it listens; undefined while it does not run. */
  address(): PracticeAddress | undefined {
    return this.running?.address;
  }

  private inTurn<T>(action: () => Promise<T>): Promise<T> {
    const result = this.turn.then(action, action);
    this.turn = result;
    return result;
  }
}

async function open(ports: PracticePorts): Promise<Running> {
  const certificate = await makePracticeCertificate();
  const listeners: LoopbackListener[] = [];
  try {
    const http = await LoopbackListener.open(createWebServer(), ports.httpPort ?? 0);
    listeners.push(http);
    const https = await LoopbackListener.open(createSecureWebServer(certificate), ports.httpsPort ?? 0);
    listeners.push(https);
    const banner = await LoopbackListener.open(createBannerServer(), ports.bannerPort ?? 0);
    listeners.push(banner);
    const address = { host: LOOPBACK, httpPort: http.port, httpsPort: https.port, bannerPort: banner.port } as const;
    return { address, listeners };
  } catch (error) {
    await closeAll(listeners); // a taken port must not leave the others listening
    throw error;
  }
}

async function closeAll(listeners: readonly LoopbackListener[]): Promise<void> {
  await Promise.all(listeners.map((listener) => listener.close()));
}
