import { Injectable } from '@nestjs/common';
import { type Tool } from './tool-adapter.js';
import { type Availability, ToolAvailability } from './tool-availability.js';
import { ToolRegistry } from './tool-registry.js';

export interface ToolStatus {
  readonly tool: Tool;
  readonly availability: Availability;
}

/** What users ask about tools. */
@Injectable()
export class ToolsService {
  constructor(
    private readonly registry: ToolRegistry,
    private readonly availability: ToolAvailability,
  ) {}

  list(): Promise<readonly ToolStatus[]> {
    return Promise.all(
      this.registry.all.map(async (tool) => ({ tool, availability: await this.availability.of(tool) })),
    );
  }

  /** Looks at every tool anew. */
  recheck(): Promise<readonly ToolStatus[]> {
    this.availability.forget();
    return this.list();
  }
}
