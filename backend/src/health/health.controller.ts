import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import { HealthCheck, type HealthCheckResult, HealthCheckService } from '@nestjs/terminus';
import { Public } from '../auth/authenticated.decorator.js';
import { DatabaseHealth } from './database.health.js';
import { DiskHealth } from './disk.health.js';
import { ToolsHealth } from './tools.health.js';

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly database: DatabaseHealth,
    private readonly disk: DiskHealth,
    private readonly tools: ToolsHealth,
  ) {}

  @Get('live')
  @Public()
  @HealthCheck()
  @ApiOperation({ summary: 'Whether the process answers; asks nothing else' })
  @ApiOkResponse({ description: 'It does.' })
  live(): Promise<HealthCheckResult> {
    return this.health.check([]);
  }

  @Get('ready')
  @Public()
  @HealthCheck()
  @ApiOperation({ summary: 'Whether scans can run: database, disk and tools' })
  @ApiOkResponse({ description: 'They can.' })
  @ApiServiceUnavailableResponse({ description: 'They cannot; the body says why.' })
  ready(): Promise<HealthCheckResult> {
    return this.health.check([() => this.database.check(), () => this.disk.check(), () => this.tools.check()]);
  }
}
