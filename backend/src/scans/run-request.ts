import { type Config } from '../platform/config/config.js';
import { type ToolRunRequest } from '../tools/tool-adapter.js';
import { profileOf, type Scan } from './scan.js';
import { type ToolRun } from './tool-run.js';

/** What a run asks of its tool: all that its command and its parser may depend on. */
export function requestOf(
  scan: Scan,
  run: ToolRun,
  { tools: { dnsResolver, nucleiTemplates } }: Config,
): ToolRunRequest {
  return {
    endpoint: run.endpoint,
    profile: profileOf(scan),
    ...(scan.ports === undefined ? {} : { ports: scan.ports }),
    settings: {
      ...(dnsResolver === undefined ? {} : { dnsResolver }),
      ...(nucleiTemplates === undefined ? {} : { nucleiTemplates }),
    },
  };
}
