import { Module, type OnApplicationShutdown } from '@nestjs/common';
import { PracticeTargetController } from './practice-target.controller.js';
import { PracticeTarget } from './practice-target.js';

@Module({
  controllers: [PracticeTargetController],
  providers: [{ provide: PracticeTarget, useFactory: () => new PracticeTarget() }],
  exports: [PracticeTarget],
})
export class PracticeTargetModule implements OnApplicationShutdown {
  constructor(private readonly practice: PracticeTarget) {}

  /** Runs after `beforeApplicationShutdown`, in which scans end: none loses its target on the way. */
  async onApplicationShutdown(): Promise<void> {
    await this.practice.stop();
  }
}
