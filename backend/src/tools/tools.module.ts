import { Module } from '@nestjs/common';
import { Cache } from '../cache/cache.js';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config/config.js';
import { ProcessModule } from '../platform/process/process.module.js';
import { ProcessRunner } from '../platform/process/process-runner.js';
import { InstalledVersionCommand } from './installed-version-command.js';
import { ToolAvailability } from './tool-availability.js';
import { ToolRegistry } from './tool-registry.js';
import { ToolsController } from './tools.controller.js';
import { ToolsService } from './tools.service.js';

@Module({
  imports: [ProcessModule],
  controllers: [ToolsController],
  providers: [
    ToolsService,
    { provide: ToolRegistry, useFactory: () => new ToolRegistry() },
    {
      provide: ToolAvailability,
      inject: [ProcessRunner, Cache, Clock, Config],
      useFactory: (runner: ProcessRunner, cache: Cache, clock: Clock, { tools }: Config) =>
        new ToolAvailability(new InstalledVersionCommand(runner), cache, clock, tools.availabilityTtlMs),
    },
  ],
  exports: [ToolRegistry, ToolAvailability, ToolsService],
})
export class ToolsModule {}
