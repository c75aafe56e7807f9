import { type ToolStatus } from './tools/tools.service.js';

/** What the server says on the terminal once it is ready: its address, what it can run and how to get the rest. */
export function welcomeText(address: string, tools: readonly ToolStatus[]): string {
  const installed = tools.filter(({ tool, availability }) => tool.kind === 'external' && availability.available);
  const probes = tools.filter(({ tool }) => tool.kind === 'probe');
  const lines = [
    '',
    `  Parallax is ready: ${address}`,
    `  API documentation: ${address}/api/docs`,
    '',
    `  Built in:  ${probes.map(({ tool }) => tool.manifest.id).join(', ')}`,
    `  Installed: ${installed.map(describeInstalled).join(', ') || 'no external scanner'}`,
    ...tools.flatMap(describeMissing),
    '',
  ];
  return lines.join('\n');
}

function describeInstalled({ tool, availability }: ToolStatus): string {
  return availability.available ? `${tool.manifest.id} ${availability.version}` : tool.manifest.id;
}

function describeMissing({ tool, availability }: ToolStatus): string[] {
  if (availability.available) return [];
  return [`  Missing:   ${tool.manifest.id.padEnd(9)} ${availability.install.debian ?? availability.install.other}`];
}
