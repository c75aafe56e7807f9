import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiCreatedResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Authenticated } from '../auth/authenticated.decorator.js';
import { ProblemDto } from '../platform/errors/problem.js';
import {
  AuthorisationDto,
  authorisationDtoOf,
  AuthorisationListDto,
  NewAuthorisationDto,
  statementOf,
} from './dto/authorisation.dto.js';
import { TargetsService } from './targets.service.js';

/** The ledger of one target: entries are added and read, never changed. */
@ApiTags('targets')
@ApiNotFoundResponse({ standardSchema: ProblemDto, description: 'No such target.' })
@Controller('targets/:id/authorisations')
export class AuthorisationsController {
  constructor(private readonly targets: TargetsService) {}

  @Get()
  @Authenticated('target.read')
  @ApiOperation({ summary: 'Who allowed scanning this target, newest first' })
  @ApiOkResponse({ standardSchema: AuthorisationListDto })
  async list(@Param('id') id: string): Promise<AuthorisationListDto> {
    return { items: (await this.targets.authorisationsOf(id)).map(authorisationDtoOf) };
  }

  @Post()
  @Authenticated('target.write')
  @ApiOperation({ summary: 'Record who allows scanning this target' })
  @ApiCreatedResponse({ standardSchema: AuthorisationDto })
  @ApiBadRequestResponse({ standardSchema: ProblemDto, description: 'The statement is wrong.' })
  async add(
    @Param('id') id: string,
    @Body({ schema: NewAuthorisationDto }) body: NewAuthorisationDto,
  ): Promise<AuthorisationDto> {
    return authorisationDtoOf(await this.targets.authorise(id, statementOf(body)));
  }
}
