import { Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Clock, SystemClock } from './clock.js';
import { EventBus } from './events/event-bus.js';
import { Metrics } from './metrics/metrics.js';

/** What every floor may use. */
@Global()
@Module({
  providers: [{ provide: Clock, useClass: SystemClock }, EventBus, Metrics],
  exports: [Clock, EventBus, Metrics],
})
export class PlatformModule implements OnApplicationShutdown {
  constructor(private readonly events: EventBus) {}

  onApplicationShutdown(): void {
    this.events.close();
  }
}
