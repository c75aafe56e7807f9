import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiConflictResponse, ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Authenticated } from '../auth/authenticated.decorator.js';
import { ProblemDto } from '../platform/errors/problem.js';
import { ApplyReplayDto, ReplayDto, replayDtoOf } from './dto/replay.dto.js';
import { ReplayService } from './replay.service.js';

@ApiTags('tool runs')
@ApiNotFoundResponse({ standardSchema: ProblemDto, description: 'No such run, or its output was not kept.' })
@Controller('runs/:id/replay')
export class ReplayController {
  constructor(private readonly replays: ReplayService) {}

  @Post()
  @HttpCode(200)
  @Authenticated('run.replay')
  @ApiOperation({
    summary: "Read the output of a run again with today's parser, and show what would change",
    description:
      'Changes nothing. Of an imported run the report is read again; of a `cached` one the output of its origin. Lists name at ' +
      'most 100 observations; all are counted.',
  })
  @ApiOkResponse({ standardSchema: ReplayDto })
  @ApiConflictResponse({
    standardSchema: ProblemDto,
    description: 'The scan is still running, the output was cut or is damaged, or nothing can read it any more.',
  })
  async preview(@Param('id') id: string): Promise<ReplayDto> {
    return replayDtoOf(await this.replays.preview(id));
  }

  @Post('apply')
  @HttpCode(200)
  @Authenticated('run.replay')
  @ApiOperation({
    summary: 'Put what is read today in the place of what the run reported',
    description:
      'All or nothing, and only what the preview has shown. Findings that others have seen too stay, with all that people have ' +
      'decided. What the run checked, and how it ended, stays as it was. When nothing differs, nothing is changed.',
  })
  @ApiOkResponse({ standardSchema: ReplayDto })
  @ApiConflictResponse({
    standardSchema: ProblemDto,
    description: 'As for the preview; or what would change is no longer what the preview has shown.',
  })
  async apply(@Param('id') id: string, @Body({ schema: ApplyReplayDto }) wish: ApplyReplayDto): Promise<ReplayDto> {
    return replayDtoOf(await this.replays.apply(id, wish));
  }
}
