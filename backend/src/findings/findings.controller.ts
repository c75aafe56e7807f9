import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Authenticated } from '../auth/authenticated.decorator.js';
import { Cached } from '../cache/cached.decorator.js';
import { FindingDetailDto, findingDetailDtoOf, FindingDetailQuery } from './dto/finding.dto.js';
import { FINDING_DETAIL } from './finding-cache.js';
import { FindingsService } from './findings.service.js';

@ApiTags('findings')
@Controller('findings')
export class FindingsController {
  constructor(private readonly findings: FindingsService) {}

  @Get(':id')
  @Authenticated('finding.read')
  @Cached(FINDING_DETAIL)
  @ApiOperation({ summary: 'One finding with everything that was observed of it' })
  @ApiOkResponse({ standardSchema: FindingDetailDto })
  @ApiNotFoundResponse({ description: 'No such finding.' })
  async detail(
    @Param('id') id: string,
    @Query({ schema: FindingDetailQuery }) { scan }: FindingDetailQuery,
  ): Promise<FindingDetailDto> {
    return findingDetailDtoOf(await this.findings.detail(id, scan));
  }
}
