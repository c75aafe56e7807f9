import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Authenticated } from '../../auth/authenticated.decorator.js';
import { ProblemDto } from '../../platform/errors/problem.js';
import {
  OverviewDto,
  overviewDtoOf,
  TargetOverviewDto,
  targetOverviewDtoOf,
  TargetOverviewPageDto,
  TargetOverviewQuery,
} from './dto/overview.dto.js';
import { OverviewService } from './overview.service.js';

/** How things stand, from counts that are kept. */
@ApiTags('overview')
@Controller('overview')
export class OverviewController {
  constructor(private readonly overview: OverviewService) {}

  @Get()
  @Authenticated('finding.read')
  @ApiOperation({ summary: 'Everything that is known, in a few figures' })
  @ApiOkResponse({ standardSchema: OverviewDto })
  async all(): Promise<OverviewDto> {
    return overviewDtoOf(await this.overview.overview());
  }

  @Get('targets')
  @Authenticated('finding.read')
  @ApiOperation({ summary: 'All targets with their active findings, newest first' })
  @ApiOkResponse({ standardSchema: TargetOverviewPageDto })
  async ofTargets(
    @Query({ schema: TargetOverviewQuery }) { limit, pageToken }: TargetOverviewQuery,
  ): Promise<TargetOverviewPageDto> {
    const page = await this.overview.ofTargets(limit, pageToken);
    return { ...page, items: page.items.map(targetOverviewDtoOf) };
  }

  @Get('targets/:id')
  @Authenticated('finding.read')
  @ApiOperation({ summary: 'One target with its active findings' })
  @ApiOkResponse({ standardSchema: TargetOverviewDto })
  @ApiNotFoundResponse({ standardSchema: ProblemDto, description: 'No such target.' })
  async ofTarget(@Param('id') id: string): Promise<TargetOverviewDto> {
    return targetOverviewDtoOf(await this.overview.ofTarget(id));
  }
}
