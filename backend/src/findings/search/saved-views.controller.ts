import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Authenticated } from '../../auth/authenticated.decorator.js';
import { ProblemDto } from '../../platform/errors/problem.js';
import { NewSavedViewDto, SavedViewDto, SavedViewListDto } from './dto/finding-search.dto.js';
import { SavedViewsService } from './saved-views.service.js';

@ApiTags('findings')
@Controller('saved-views')
export class SavedViewsController {
  constructor(private readonly views: SavedViewsService) {}

  @Get()
  @Authenticated('finding.read')
  @ApiOperation({ summary: 'Searches that were saved, by name' })
  @ApiOkResponse({ standardSchema: SavedViewListDto })
  async all(): Promise<SavedViewListDto> {
    return { items: [...(await this.views.all())] };
  }

  @Post()
  @Authenticated('finding.triage')
  @ApiOperation({ summary: 'Save a search under a name' })
  @ApiCreatedResponse({ standardSchema: SavedViewDto })
  @ApiBadRequestResponse({ standardSchema: ProblemDto, description: 'The search cannot be understood.' })
  async save(@Body({ schema: NewSavedViewDto }) view: NewSavedViewDto): Promise<SavedViewDto> {
    return this.views.save(view);
  }

  @Delete(':id')
  @HttpCode(204)
  @Authenticated('finding.triage')
  @ApiOperation({ summary: 'Forget a saved search' })
  @ApiNoContentResponse({ description: 'Forgotten.' })
  @ApiNotFoundResponse({ standardSchema: ProblemDto, description: 'No such view.' })
  async remove(@Param('id') id: string): Promise<void> {
    await this.views.remove(id);
  }
}
