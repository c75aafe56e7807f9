import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiForbiddenResponse,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Authenticated } from '../auth/authenticated.decorator.js';
import { ProblemDto } from '../platform/errors/problem.js';
import { NewTargetDto, TargetDto, targetDtoOf, TargetPageDto, TargetQuery, TargetTextDto } from './dto/target.dto.js';
import { TargetPreviewDto, targetPreviewDtoOf } from './dto/target-preview.dto.js';
import { statementOf } from './dto/authorisation.dto.js';
import { TargetsService } from './targets.service.js';

@ApiTags('targets')
@Controller('targets')
export class TargetsController {
  constructor(private readonly targets: TargetsService) {}

  @Post()
  @Authenticated('target.write')
  @ApiOperation({ summary: 'Record a target, or find the one with the same canonical spelling' })
  @ApiCreatedResponse({ standardSchema: TargetDto })
  @ApiBadRequestResponse({ standardSchema: ProblemDto, description: 'Not a target, or it has no address.' })
  @ApiForbiddenResponse({ standardSchema: ProblemDto, description: 'Out of scope.' })
  async add(@Body({ schema: NewTargetDto }) { target, authorisation }: NewTargetDto): Promise<TargetDto> {
    const statement = authorisation === undefined ? undefined : statementOf(authorisation);
    return targetDtoOf(await this.targets.add(target, statement));
  }

  @Post('preview')
  @HttpCode(200)
  @Authenticated('target.read')
  @ApiOperation({ summary: 'What a scan of this target would examine; nothing is recorded or contacted' })
  @ApiOkResponse({ standardSchema: TargetPreviewDto })
  @ApiBadRequestResponse({ standardSchema: ProblemDto, description: 'Not a target.' })
  async preview(@Body({ schema: TargetTextDto }) { target }: TargetTextDto): Promise<TargetPreviewDto> {
    return targetPreviewDtoOf(await this.targets.preview(target));
  }

  @Get()
  @Authenticated('target.read')
  @ApiOperation({ summary: 'All targets, newest first' })
  @ApiOkResponse({ standardSchema: TargetPageDto })
  async list(@Query({ schema: TargetQuery }) { limit, pageToken }: TargetQuery): Promise<TargetPageDto> {
    const page = await this.targets.list(limit, pageToken);
    return { ...page, items: page.items.map(targetDtoOf) };
  }

  @Get(':id')
  @Authenticated('target.read')
  @ApiOperation({ summary: 'One target' })
  @ApiOkResponse({ standardSchema: TargetDto })
  @ApiNotFoundResponse({ standardSchema: ProblemDto, description: 'No such target.' })
  async detail(@Param('id') id: string): Promise<TargetDto> {
    return targetDtoOf(await this.targets.get(id));
  }

  @Delete(':id')
  @HttpCode(204)
  @Authenticated('target.write')
  @ApiOperation({ summary: 'Delete a target without scans, with its authorisations' })
  @ApiNoContentResponse({ description: 'Deleted.' })
  @ApiNotFoundResponse({ standardSchema: ProblemDto, description: 'No such target.' })
  @ApiConflictResponse({ standardSchema: ProblemDto, description: 'Scans refer to it.' })
  remove(@Param('id') id: string): Promise<void> {
    return this.targets.remove(id);
  }
}
