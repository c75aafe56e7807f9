import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { Authenticated } from '../auth/authenticated.decorator.js';
import { Cached } from '../cache/cached.decorator.js';
import { ProblemDto } from '../platform/errors/problem.js';
import { ArtefactQuery, RunLogDto, RunLogQuery, ToolRunDto, toolRunDtoOf } from './dto/tool-run.dto.js';
import { RunOutput } from './run-output.js';
import { RUN_DETAIL } from './scan-cache.js';
import { ScansService } from './scans.service.js';

@ApiTags('tool runs')
@ApiNotFoundResponse({ standardSchema: ProblemDto, description: 'No such run, or it has no output.' })
@Controller('runs/:id')
export class ToolRunsController {
  constructor(
    private readonly scans: ScansService,
    private readonly output: RunOutput,
  ) {}

  @Get()
  @Authenticated('scan.read')
  @Cached(RUN_DETAIL)
  @ApiOperation({ summary: 'One tool run with its exact command' })
  @ApiOkResponse({ standardSchema: ToolRunDto })
  async detail(@Param('id') id: string): Promise<ToolRunDto> {
    return toolRunDtoOf(await this.scans.runOf(id));
  }

  @Get('log')
  @Authenticated('scan.read')
  @ApiOperation({ summary: 'The last lines that a run printed' })
  @ApiOkResponse({ standardSchema: RunLogDto })
  async log(@Param('id') id: string, @Query({ schema: RunLogQuery }) { tail }: RunLogQuery): Promise<RunLogDto> {
    const { lines, complete } = await this.output.log(id, tail);
    return { lines: [...lines], complete };
  }

  @Get('artefact')
  @Authenticated('scan.read')
  @ApiOperation({ summary: 'The raw output of a run, as the tool wrote it' })
  @ApiProduces('text/plain')
  @ApiOkResponse({ description: 'The bytes of one stream, as a download.' })
  async artefact(
    @Param('id') id: string,
    @Query({ schema: ArtefactQuery }) { stream }: ArtefactQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { fileName, content } = await this.output.artefact(id, stream);
    // Tools write what targets told them: nothing in it may run in a browser.
    await reply
      .header('content-type', 'text/plain; charset=utf-8')
      .header('content-disposition', `attachment; filename="${fileName}"`)
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', 'sandbox')
      .send(content);
  }
}
