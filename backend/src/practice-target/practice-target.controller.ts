import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Authenticated } from '../auth/authenticated.decorator.js';
import { PracticeTargetDto, practiceTargetDtoOf } from './practice-target.dto.js';
import { PracticeTarget } from './practice-target.js';

@ApiTags('practice target')
@Controller('practice-target')
export class PracticeTargetController {
  constructor(private readonly practice: PracticeTarget) {}

  @Get()
  @Authenticated('tool.read')
  @ApiOperation({ summary: 'Whether the practice target runs, and where' })
  @ApiOkResponse({ standardSchema: PracticeTargetDto })
  status(): PracticeTargetDto {
    return practiceTargetDtoOf(this.practice.address());
  }

  @Post('start')
  @HttpCode(200)
  @Authenticated('practice-target.start')
  @ApiOperation({ summary: 'Start the practice target: a deliberately weak server on loopback' })
  @ApiOkResponse({ standardSchema: PracticeTargetDto })
  async start(): Promise<PracticeTargetDto> {
    return practiceTargetDtoOf(await this.practice.start());
  }

  @Post('stop')
  @HttpCode(200)
  @Authenticated('practice-target.start')
  @ApiOperation({ summary: 'Stop the practice target' })
  @ApiOkResponse({ standardSchema: PracticeTargetDto })
  async stop(): Promise<PracticeTargetDto> {
    await this.practice.stop();
    return practiceTargetDtoOf(this.practice.address());
  }
}
