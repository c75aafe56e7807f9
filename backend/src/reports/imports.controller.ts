import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiPayloadTooLargeResponse,
  ApiTags,
  ApiUnprocessableEntityResponse,
  ApiUnsupportedMediaTypeResponse,
} from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { Authenticated } from '../auth/authenticated.decorator.js';
import { ProblemDto } from '../platform/errors/problem.js';
import {
  ImportDto,
  importDtoOf,
  ImportPageDto,
  ImportQuery,
  ReportFormatListDto,
  reportFormatDtoOf,
} from './dto/import.dto.js';
import { readImportForm } from './dto/import-form.dto.js';
import { ImportsService } from './imports.service.js';

@ApiTags('imports')
@Controller('imports')
export class ImportsController {
  constructor(private readonly imports: ImportsService) {}

  @Post()
  @Authenticated('report.import')
  @ApiOperation({
    summary: 'Import a report that a scanner wrote elsewhere',
    description:
      'All or nothing. The same file for the same target once more adds nothing and is answered with 200. What it says is filed ' +
      'under the target that is given, or under the first host that the file names.',
  })
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: {
      type: 'object',
      required: ['file'],
      properties: {
        file: { type: 'string', format: 'binary', description: 'The report.' },
        tool: { type: 'string', description: 'Id of a tool or format; absent means that the file tells.' },
        target: {
          type: 'string',
          description: 'Host name, IP address, network or URL; absent means that the file tells.',
        },
      },
    },
  })
  @ApiCreatedResponse({
    standardSchema: ImportDto,
    headers: { Location: { description: 'Where to find it again.', schema: { type: 'string' } } },
  })
  @ApiOkResponse({ standardSchema: ImportDto, description: 'The same file was imported before.' })
  @ApiBadRequestResponse({ standardSchema: ProblemDto, description: 'The form or the target is wrong.' })
  @ApiPayloadTooLargeResponse({ standardSchema: ProblemDto, description: 'The file is larger than is taken.' })
  @ApiUnsupportedMediaTypeResponse({ standardSchema: ProblemDto, description: 'The file looks like no known format.' })
  @ApiUnprocessableEntityResponse({ standardSchema: ProblemDto, description: 'The file is not whole or not sound.' })
  async import(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<ImportDto> {
    const form = await readImportForm(request, (content) => this.imports.receive(content));
    const { imported, outcome } = await this.imports.importOnce(form.file, form.request);
    void reply.status(outcome === 'new' ? 201 : 200).header('location', `/api/v1/imports/${imported.id}`);
    return importDtoOf(imported);
  }

  @Get()
  @Authenticated('scan.read')
  @ApiOperation({ summary: 'All imports, newest first' })
  @ApiOkResponse({ standardSchema: ImportPageDto })
  async list(@Query({ schema: ImportQuery }) { limit, pageToken }: ImportQuery): Promise<ImportPageDto> {
    const page = await this.imports.list(limit, pageToken);
    return { ...page, items: page.items.map(importDtoOf) };
  }

  @Get('formats')
  @Authenticated('tool.read')
  @ApiOperation({ summary: 'The formats that can be imported' })
  @ApiOkResponse({ standardSchema: ReportFormatListDto })
  formats(): ReportFormatListDto {
    return { items: this.imports.formats.map(reportFormatDtoOf) };
  }

  @Get(':id')
  @Authenticated('scan.read')
  @ApiOperation({ summary: 'One import: what was read, and what was skipped' })
  @ApiOkResponse({ standardSchema: ImportDto })
  @ApiNotFoundResponse({ standardSchema: ProblemDto, description: 'No such import.' })
  async detail(@Param('id') id: string): Promise<ImportDto> {
    return importDtoOf(await this.imports.get(id));
  }
}
