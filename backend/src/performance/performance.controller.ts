import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Authenticated } from '../auth/authenticated.decorator.js';
import { Cache } from '../cache/cache.js';
import { Database } from '../platform/database/database.js';
import {
  CacheStatisticsDto,
  ClearedCacheDto,
  DatabaseStatisticsDto,
  PerformanceDto,
  ScanFiguresListDto,
  ToolFiguresListDto,
} from './dto/performance.dto.js';
import { PerformanceBoard } from './performance-board.js';
import { PerformanceService } from './performance.service.js';

@ApiTags('performance')
@Controller('performance')
export class PerformanceController {
  constructor(
    private readonly performance: PerformanceService,
    private readonly board: PerformanceBoard,
    private readonly cache: Cache,
    private readonly database: Database,
  ) {}

  @Get()
  @Authenticated('performance.read')
  @ApiOperation({ summary: 'Everything that was measured, and the settings it depends on' })
  @ApiOkResponse({ standardSchema: PerformanceDto })
  overview(): Promise<PerformanceDto> {
    return this.performance.overview();
  }

  @Get('cache/stats')
  @Authenticated('performance.read')
  @ApiOperation({ summary: 'Hits, misses, evictions and size of the cache, by region' })
  @ApiOkResponse({ standardSchema: CacheStatisticsDto })
  cacheStats(): CacheStatisticsDto {
    return this.performance.cacheStatistics();
  }

  @Post('cache/clear')
  @HttpCode(200)
  @Authenticated('performance.manage')
  @ApiOperation({ summary: 'Empty the cache' })
  @ApiOkResponse({ standardSchema: ClearedCacheDto })
  async clearCache(): Promise<ClearedCacheDto> {
    return { removed: await this.cache.clear() };
  }

  @Post('cache/cleanup')
  @HttpCode(200)
  @Authenticated('performance.manage')
  @ApiOperation({ summary: 'Remove what has outlived its time from the cache' })
  @ApiOkResponse({ standardSchema: ClearedCacheDto })
  cleanUpCache(): ClearedCacheDto {
    return { removed: this.cache.removeExpired() };
  }

  @Get('database/stats')
  @Authenticated('performance.read')
  @ApiOperation({ summary: 'Connections of the database: in use, free, waited for' })
  @ApiOkResponse({ standardSchema: DatabaseStatisticsDto })
  databaseStats(): DatabaseStatisticsDto {
    return this.database.statistics();
  }

  @Get('tools')
  @Authenticated('performance.read')
  @ApiOperation({ summary: 'Runs, failures, durations and cache share of each tool' })
  @ApiOkResponse({ standardSchema: ToolFiguresListDto })
  async tools(): Promise<ToolFiguresListDto> {
    return { items: [...(await this.board.read('tools'))] };
  }

  @Get('scans')
  @Authenticated('performance.read')
  @ApiOperation({ summary: 'The speed-up of the last scans, as measured' })
  @ApiOkResponse({ standardSchema: ScanFiguresListDto })
  scans(): Promise<ScanFiguresListDto> {
    return this.performance.scans();
  }
}
