import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { map } from 'rxjs';
import { Authenticated } from '../auth/authenticated.decorator.js';
import { Cached } from '../cache/cached.decorator.js';
import { CoverageListDto, coverageDtoOf } from '../findings/dto/coverage.dto.js';
import { findingDtoOf, FindingPageDto, FindingQuery } from '../findings/dto/finding.dto.js';
import { FindingsService } from '../findings/findings.service.js';
import { ProblemDto } from '../platform/errors/problem.js';
import { frameWriter, streamEvents } from '../platform/http/event-stream.js';
import { Metrics } from '../platform/metrics/metrics.js';
import { EventQuery, lastEventNumber, streamMessageOf } from './dto/scan-event.dto.js';
import { ToolRunListDto, toolRunDtoOf } from './dto/tool-run.dto.js';
import { SCAN_FINDINGS, SCAN_RESULTS } from './scan-cache.js';
import { ScansService } from './scans.service.js';

/** What a scan is made of: its runs, findings, coverage and events. */
@ApiTags('scans')
@ApiNotFoundResponse({ standardSchema: ProblemDto, description: 'No such scan.' })
@Controller('scans/:id')
export class ScanContentsController {
  private readonly frameOf = frameWriter(streamMessageOf);

  constructor(
    private readonly scans: ScansService,
    private readonly findings: FindingsService,
    private readonly metrics: Metrics,
  ) {}

  @Get('runs')
  @Authenticated('scan.read')
  @Cached(SCAN_RESULTS)
  @ApiOperation({ summary: 'The tool runs of a scan' })
  @ApiOkResponse({ standardSchema: ToolRunListDto })
  async runs(@Param('id') id: string): Promise<ToolRunListDto> {
    return { items: (await this.scans.runsOf(id)).map(toolRunDtoOf) };
  }

  @Get('findings')
  @Authenticated('finding.read')
  @Cached(SCAN_FINDINGS)
  @ApiOperation({ summary: 'The findings of a scan, worst first' })
  @ApiOkResponse({ standardSchema: FindingPageDto })
  async findingsOf(
    @Param('id') id: string,
    @Query({ schema: FindingQuery }) query: FindingQuery,
  ): Promise<FindingPageDto> {
    const { severity: severities, ...filter } = query;
    const { id: scanId } = await this.scans.get(id);
    const page = await this.findings.listOfScan(scanId, {
      ...filter,
      ...(severities === undefined ? {} : { severities }),
    });
    return { ...page, items: page.items.map(findingDtoOf) };
  }

  @Get('coverage')
  @Authenticated('finding.read')
  @Cached(SCAN_RESULTS)
  @ApiOperation({ summary: 'What was checked where, and what was not and why' })
  @ApiOkResponse({ standardSchema: CoverageListDto })
  async coverage(@Param('id') id: string): Promise<CoverageListDto> {
    const { id: scanId } = await this.scans.get(id);
    return { items: (await this.findings.coverageOfScan(scanId)).map(coverageDtoOf) };
  }

  @Get('events')
  @Authenticated('scan.read')
  @ApiOperation({
    summary: 'What happens in a scan, as server-sent events',
    description:
      'Events `scan` (a Scan), `run` (a ToolRun), `findings` (SeverityCounts), `replay` (that the output of a run was read ' +
      'again: runId, appliedAt, by, before, after, added, vanished, changed) and `coverage.regressed` (a CoverageRegression ' +
      'with its scanId) have an id and are replayed after a break; ' +
      '`progress` ({ runId, percent }) and `log` ({ runId, lines }) pass; `removed` ({ scanId }) is the last one. ' +
      'A comment comes every 15 seconds.',
  })
  @ApiHeader({ name: 'Last-Event-ID', required: false, description: 'Id of the last event that was received.' })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ description: 'An endless stream of events.' })
  async events(
    @Param('id') id: string,
    @Query({ schema: EventQuery }) { after }: EventQuery,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const progress = await this.scans.follow(id, lastEventNumber(lastEventId) ?? after);
    streamEvents(reply, progress.pipe(map(this.frameOf)), this.metrics.streamClients);
  }
}
