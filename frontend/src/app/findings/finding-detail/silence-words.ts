import { type SilentTool } from '../../api/generated/model/silentTool';

/** Why a tool did not report a finding that another one saw. */
export function silenceInWords({ tool, family, status, reason }: SilentTool): string {
  if (status === 'ran') return `${tool} checked ${family} there and did not see it.`;
  const why = reason === undefined ? '' : `: ${reason}`;
  return `${tool} could not tell (${status.replaceAll('_', ' ')})${why}.`;
}
