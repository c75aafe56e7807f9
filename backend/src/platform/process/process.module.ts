import { Logger, Module, type OnApplicationShutdown } from '@nestjs/common';
import { ProcessRunner } from './process-runner.js';

@Module({
  providers: [
    {
      provide: ProcessRunner,
      useFactory: () => {
        const logger = new Logger(ProcessRunner.name);
        return new ProcessRunner({ warn: (message) => logger.warn(message) });
      },
    },
  ],
  exports: [ProcessRunner],
})
export class ProcessModule implements OnApplicationShutdown {
  constructor(private readonly runner: ProcessRunner) {}

  onApplicationShutdown(): void {
    this.runner.close();
  }
}
