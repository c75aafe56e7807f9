import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { TriageService } from './triage.service.js';

const EVERY_MS = 60_000;

/** Opens findings again, within a minute, when the time is over for which their risk was accepted. */
@Injectable()
export class AcceptanceClock implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(AcceptanceClock.name);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly triage: TriageService) {}

  onApplicationBootstrap(): void {
    this.look();
    this.timer = setInterval(() => this.look(), EVERY_MS).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private look(): void {
    this.running = this.triage.endAcceptances().then(
      (ended) => {
        if (ended > 0) this.logger.log(`${ended} accepted risks have come to their end and are open again.`);
      },
      (error: unknown) => {
        this.logger.error(
          error,
          'Accepted risks that have come to their end could not be opened again; in a minute they are tried again.',
        );
      },
    );
  }
}
