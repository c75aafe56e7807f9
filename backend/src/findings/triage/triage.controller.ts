import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiPayloadTooLargeResponse,
  ApiTags,
} from '@nestjs/swagger';
import { Authenticated } from '../../auth/authenticated.decorator.js';
import { ProblemDto } from '../../platform/errors/problem.js';
import { FindingSearchService } from '../search/finding-search.service.js';
import {
  decisionOf,
  NewTriageDto,
  TriageDto,
  triageDtoOf,
  TriageListDto,
  UndoDto,
  UndoResultDto,
  undoResultDtoOf,
} from './dto/triage.dto.js';
import { TriageService } from './triage.service.js';

/** Decisions about many findings at once. */
@ApiTags('triage')
@Controller('triages')
export class TriageController {
  constructor(
    private readonly triage: TriageService,
    private readonly search: FindingSearchService,
  ) {}

  @Post()
  @Authenticated('finding.triage')
  @ApiOperation({
    summary: 'Decide about findings: those that are named, or all that a search finds',
    description: 'All or nothing, in one transaction. It can be undone.',
  })
  @ApiCreatedResponse({ standardSchema: TriageDto })
  @ApiBadRequestResponse({ standardSchema: ProblemDto, description: 'The decision or the search is wrong.' })
  @ApiNotFoundResponse({ standardSchema: ProblemDto, description: 'One of the findings does not exist.' })
  @ApiPayloadTooLargeResponse({ standardSchema: ProblemDto, description: 'The search finds too many.' })
  async decide(@Body({ schema: NewTriageDto }) { q, ids = [], by, ...decision }: NewTriageDto): Promise<TriageDto> {
    const selection = q === undefined ? { ids } : { ids: await this.search.idsOf(q), query: q };
    return triageDtoOf(await this.triage.decide(selection, decisionOf(decision), by));
  }

  @Get()
  @Authenticated('finding.read')
  @ApiOperation({ summary: 'The latest decisions, newest first' })
  @ApiOkResponse({ standardSchema: TriageListDto })
  async latest(): Promise<TriageListDto> {
    return { items: (await this.triage.latest(100)).map(triageDtoOf) };
  }

  @Post(':id/undo')
  @HttpCode(200)
  @Authenticated('finding.triage')
  @ApiOperation({
    summary: 'Take a decision back',
    description:
      'Findings that somebody or a scan has decided about otherwise since stay as they are, and are counted.',
  })
  @ApiOkResponse({ standardSchema: UndoResultDto })
  @ApiNotFoundResponse({ standardSchema: ProblemDto, description: 'No such decision.' })
  @ApiConflictResponse({ standardSchema: ProblemDto, description: 'It was taken back before.' })
  async undo(@Param('id') id: string, @Body({ schema: UndoDto }) { by }: UndoDto): Promise<UndoResultDto> {
    return undoResultDtoOf(await this.triage.undo(id, by));
  }
}
