import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Authenticated } from '../auth/authenticated.decorator.js';
import {
  IdentityDecisionDto,
  identityDecisionDtoOf,
  IdentityDecisionListDto,
  NewJoinDto,
  NewSplitDto,
} from '../findings/identity/dto/identity-decision.dto.js';
import { UndoDto } from '../findings/triage/dto/triage.dto.js';
import { ProblemDto } from '../platform/errors/problem.js';
import { FindingIdentities } from './finding-identities.js';

/** Which observations are one finding, when people know better than fingerprints. */
@ApiTags('findings')
@Controller()
export class FindingIdentitiesController {
  constructor(private readonly identities: FindingIdentities) {}

  @Post('findings/:id/join')
  @Authenticated('finding.triage')
  @ApiOperation({
    summary: 'Other findings are the same as this one',
    description:
      'They become part of it, with all that was and will be observed of them. Only findings of one host can be one. It is ' +
      'gone only when each of its parts is proven to be gone. It can be undone.',
  })
  @ApiCreatedResponse({ standardSchema: IdentityDecisionListDto })
  @ApiNotFoundResponse({ standardSchema: ProblemDto, description: 'One of the findings does not exist.' })
  @ApiConflictResponse({ standardSchema: ProblemDto, description: 'They cannot be joined.' })
  async join(
    @Param('id') id: string,
    @Body({ schema: NewJoinDto }) { findings, ...who }: NewJoinDto,
  ): Promise<IdentityDecisionListDto> {
    return { items: (await this.identities.join(id, findings, who)).map(identityDecisionDtoOf) };
  }

  @Post('findings/:id/split')
  @Authenticated('finding.triage')
  @ApiOperation({
    summary: 'What one tool says of this finding is another finding',
    description: 'All that the tool said and will say of it. It can be undone.',
  })
  @ApiCreatedResponse({ standardSchema: IdentityDecisionDto })
  @ApiNotFoundResponse({ standardSchema: ProblemDto, description: 'No such finding.' })
  @ApiConflictResponse({ standardSchema: ProblemDto, description: 'It cannot be split so.' })
  async split(
    @Param('id') id: string,
    @Body({ schema: NewSplitDto }) { tool, ...who }: NewSplitDto,
  ): Promise<IdentityDecisionDto> {
    return identityDecisionDtoOf(await this.identities.split(id, tool, who));
  }

  @Post('identity-decisions/:id/undo')
  @HttpCode(200)
  @Authenticated('finding.triage')
  @ApiOperation({ summary: 'Take back that findings were joined or split' })
  @ApiOkResponse({ standardSchema: IdentityDecisionDto })
  @ApiNotFoundResponse({ standardSchema: ProblemDto, description: 'No such decision.' })
  @ApiConflictResponse({ standardSchema: ProblemDto, description: 'It cannot be taken back, or was before.' })
  async undo(@Param('id') id: string, @Body({ schema: UndoDto }) { by }: UndoDto): Promise<IdentityDecisionDto> {
    return identityDecisionDtoOf(await this.identities.undo(id, by));
  }
}
