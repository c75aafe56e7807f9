import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBadRequestResponse,
  ApiConflictResponse,
  ApiForbiddenResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { map } from 'rxjs';
import { Authenticated } from '../auth/authenticated.decorator.js';
import { Cached } from '../cache/cached.decorator.js';
import { ProblemDto } from '../platform/errors/problem.js';
import { frameWriter, streamEvents } from '../platform/http/event-stream.js';
import { Metrics } from '../platform/metrics/metrics.js';
import { NewScanDto, scanRequestOf } from './dto/new-scan.dto.js';
import { ScanDto, scanDtoOf, ScanPageDto, ScanQuery } from './dto/scan.dto.js';
import { newsMessageOf } from './dto/scan-event.dto.js';
import { SCAN_LIST, SCAN_RESULTS } from './scan-cache.js';
import { ScansService } from './scans.service.js';

@ApiTags('scans')
@Controller('scans')
export class ScansController {
  private readonly frameOf = frameWriter(newsMessageOf);

  constructor(
    private readonly scans: ScansService,
    private readonly metrics: Metrics,
  ) {}

  @Post()
  @HttpCode(202)
  @Authenticated('scan.start')
  @ApiOperation({ summary: 'Start a scan' })
  @ApiHeader({ name: 'Idempotency-Key', required: false, description: 'The same key and body give the same scan.' })
  @ApiAcceptedResponse({
    standardSchema: ScanDto,
    headers: { Location: { description: 'Where to follow it.', schema: { type: 'string' } } },
  })
  @ApiBadRequestResponse({ standardSchema: ProblemDto, description: 'The target or an option is wrong.' })
  @ApiForbiddenResponse({ standardSchema: ProblemDto, description: 'Out of scope, or not authorised.' })
  @ApiConflictResponse({ standardSchema: ProblemDto, description: 'The Idempotency-Key was used for another request.' })
  async start(
    @Body({ schema: NewScanDto }) body: NewScanDto,
    @Headers('idempotency-key') key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ScanDto> {
    const scan = scanDtoOf(await this.scans.start(scanRequestOf(body), key));
    void reply.header('location', `/api/v1/scans/${scan.id}`);
    return scan;
  }

  @Get()
  @Authenticated('scan.read')
  @Cached(SCAN_LIST)
  @ApiOperation({ summary: 'All scans, newest first' })
  @ApiOkResponse({ standardSchema: ScanPageDto })
  async list(@Query({ schema: ScanQuery }) query: ScanQuery): Promise<ScanPageDto> {
    const page = await this.scans.list(query);
    return { ...page, items: page.items.map(scanDtoOf) };
  }

  @Get('events')
  @Authenticated('scan.read')
  @ApiOperation({
    summary: 'What happens in all scans, as server-sent events',
    description:
      'Events `scan` (a Scan, new or changed), `findings` ({ scanId, findings }) and `removed` ({ scanId }). Nothing is replayed: ' +
      'read the list when the stream has opened. A comment comes every 15 seconds.',
  })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ description: 'An endless stream of events.' })
  news(@Res() reply: FastifyReply): void {
    streamEvents(reply, this.scans.followAll().pipe(map(this.frameOf)), this.metrics.streamClients);
  }

  @Get(':id')
  @Authenticated('scan.read')
  @Cached(SCAN_RESULTS)
  @ApiOperation({ summary: 'One scan' })
  @ApiOkResponse({ standardSchema: ScanDto })
  @ApiNotFoundResponse({ standardSchema: ProblemDto, description: 'No such scan.' })
  async detail(@Param('id') id: string): Promise<ScanDto> {
    return scanDtoOf(await this.scans.get(id));
  }

  @Post(':id/cancel')
  @HttpCode(202)
  @Authenticated('scan.cancel')
  @ApiOperation({ summary: 'Cancel a scan: all its processes are ended' })
  @ApiAcceptedResponse({ standardSchema: ScanDto })
  @ApiNotFoundResponse({ standardSchema: ProblemDto, description: 'No such scan.' })
  @ApiConflictResponse({ standardSchema: ProblemDto, description: 'The scan has ended already.' })
  async cancel(@Param('id') id: string): Promise<ScanDto> {
    return scanDtoOf(await this.scans.cancel(id));
  }

  @Post(':id/retry')
  @HttpCode(202)
  @Authenticated('scan.start')
  @ApiOperation({ summary: 'Run again what did not succeed' })
  @ApiAcceptedResponse({ standardSchema: ScanDto })
  @ApiNotFoundResponse({ standardSchema: ProblemDto, description: 'No such scan.' })
  @ApiConflictResponse({ standardSchema: ProblemDto, description: 'The scan has not ended, or everything succeeded.' })
  async retry(@Param('id') id: string): Promise<ScanDto> {
    return scanDtoOf(await this.scans.retry(id));
  }

  @Delete(':id')
  @HttpCode(204)
  @Authenticated('scan.delete')
  @ApiOperation({ summary: 'Delete a scan with its findings and raw output' })
  @ApiNoContentResponse({ description: 'Deleted.' })
  @ApiNotFoundResponse({ standardSchema: ProblemDto, description: 'No such scan.' })
  @ApiConflictResponse({ standardSchema: ProblemDto, description: 'The scan is still running.' })
  remove(@Param('id') id: string): Promise<void> {
    return this.scans.remove(id);
  }
}
