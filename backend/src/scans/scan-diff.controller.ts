import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiConflictResponse, ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Authenticated } from '../auth/authenticated.decorator.js';
import { Cached } from '../cache/cached.decorator.js';
import { ProblemDto } from '../platform/errors/problem.js';
import {
  DiffFindingsQuery,
  DiffQueryDto,
  FindingDifferencePageDto,
  findingDifferenceDtoOf,
  ScanDiffDto,
} from './dto/scan-diff.dto.js';
import { SCAN_DIFF } from './scan-cache.js';
import { ScanDiffs } from './scan-diffs.js';

/** How a scan differs from an earlier one. */
@ApiTags('scans')
@ApiNotFoundResponse({ standardSchema: ProblemDto, description: 'No such scan.' })
@ApiConflictResponse({ standardSchema: ProblemDto, description: 'There is no earlier scan of the target.' })
@Controller('scans/:id/diff')
export class ScanDiffController {
  constructor(private readonly diffs: ScanDiffs) {}

  @Get()
  @Authenticated('finding.read')
  @Cached(SCAN_DIFF)
  @ApiOperation({ summary: 'In how many findings a scan differs from an earlier one' })
  @ApiOkResponse({ standardSchema: ScanDiffDto })
  count(@Param('id') id: string, @Query({ schema: DiffQueryDto }) { against }: DiffQueryDto): Promise<ScanDiffDto> {
    return this.diffs.count(id, against);
  }

  @Get('findings')
  @Authenticated('finding.read')
  @Cached(SCAN_DIFF)
  @ApiOperation({ summary: 'The findings in which a scan differs from an earlier one' })
  @ApiOkResponse({ standardSchema: FindingDifferencePageDto })
  async findings(
    @Param('id') id: string,
    @Query({ schema: DiffFindingsQuery }) { against, ...query }: DiffFindingsQuery,
  ): Promise<FindingDifferencePageDto> {
    const page = await this.diffs.list(id, against, query);
    return { ...page, items: page.items.map(findingDifferenceDtoOf) };
  }
}
