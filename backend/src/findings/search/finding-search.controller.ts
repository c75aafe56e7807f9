import { Controller, Get, Query } from '@nestjs/common';
import { ApiBadRequestResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Authenticated } from '../../auth/authenticated.decorator.js';
import { ProblemDto } from '../../platform/errors/problem.js';
import { findingDtoOf, FindingPageDto } from '../dto/finding.dto.js';
import { FacetQuery, FindingFacetsDto, findingFacetsDtoOf, FindingSearchQuery } from './dto/finding-search.dto.js';
import { FindingSearchService } from './finding-search.service.js';

/** Findings of all scans. */
@ApiTags('findings')
@ApiBadRequestResponse({ standardSchema: ProblemDto, description: 'The search cannot be understood.' })
@Controller('findings')
export class FindingSearchController {
  constructor(private readonly search: FindingSearchService) {}

  @Get()
  @Authenticated('finding.read')
  @ApiOperation({ summary: 'Search the findings of all scans' })
  @ApiOkResponse({ standardSchema: FindingPageDto })
  async page(
    @Query({ schema: FindingSearchQuery }) { q, sort, limit, pageToken }: FindingSearchQuery,
  ): Promise<FindingPageDto> {
    const page = await this.search.page(q, sort, limit, pageToken);
    return { ...page, items: page.items.map(findingDtoOf) };
  }

  @Get('facets')
  @Authenticated('finding.read')
  @ApiOperation({ summary: 'How what a search finds is spread over severity, status, tools, hosts and weaknesses' })
  @ApiOkResponse({ standardSchema: FindingFacetsDto })
  async facets(@Query({ schema: FacetQuery }) { q }: FacetQuery): Promise<FindingFacetsDto> {
    return findingFacetsDtoOf(await this.search.facetsOf(q));
  }
}
