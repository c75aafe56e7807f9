import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Authenticated } from '../auth/authenticated.decorator.js';
import { toolDtoOf, ToolListDto } from './dto/tool.dto.js';
import { ToolsService } from './tools.service.js';

@ApiTags('tools')
@Controller('tools')
export class ToolsController {
  constructor(private readonly tools: ToolsService) {}

  @Get()
  @Authenticated('tool.read')
  @ApiOperation({ summary: 'All tools with their availability on this machine' })
  @ApiOkResponse({ standardSchema: ToolListDto })
  async list(): Promise<ToolListDto> {
    return { items: (await this.tools.list()).map(toolDtoOf) };
  }

  @Post('check')
  @HttpCode(200)
  @Authenticated('tool.check')
  @ApiOperation({ summary: 'Look for all tools again' })
  @ApiOkResponse({ standardSchema: ToolListDto })
  async check(): Promise<ToolListDto> {
    return { items: (await this.tools.recheck()).map(toolDtoOf) };
  }
}
