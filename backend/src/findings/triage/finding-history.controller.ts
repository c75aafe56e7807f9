import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Authenticated } from '../../auth/authenticated.decorator.js';
import { ProblemDto } from '../../platform/errors/problem.js';
import {
  FindingChangeDto,
  findingChangeDtoOf,
  FindingHistoryDto,
  HistoryQuery,
  NewCommentDto,
} from './dto/triage.dto.js';
import { FindingHistoryService } from './finding-history.service.js';

@ApiTags('triage')
@ApiNotFoundResponse({ standardSchema: ProblemDto, description: 'No such finding.' })
@Controller('findings/:id')
export class FindingHistoryController {
  constructor(private readonly history: FindingHistoryService) {}

  @Get('history')
  @Authenticated('finding.read')
  @ApiOperation({ summary: 'What happened to a finding, newest first: changes by scans and people, and comments' })
  @ApiOkResponse({ standardSchema: FindingHistoryDto })
  async page(
    @Param('id') id: string,
    @Query({ schema: HistoryQuery }) { limit, pageToken }: HistoryQuery,
  ): Promise<FindingHistoryDto> {
    const page = await this.history.page(id, limit, pageToken);
    return { ...page, items: page.items.map(findingChangeDtoOf) };
  }

  @Post('comments')
  @Authenticated('finding.triage')
  @ApiOperation({ summary: 'Comment on a finding' })
  @ApiCreatedResponse({ standardSchema: FindingChangeDto })
  async comment(
    @Param('id') id: string,
    @Body({ schema: NewCommentDto }) { by, text }: NewCommentDto,
  ): Promise<FindingChangeDto> {
    return findingChangeDtoOf(await this.history.comment(id, by, text));
  }
}
