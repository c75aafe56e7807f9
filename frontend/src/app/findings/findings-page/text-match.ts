import { type Finding } from '../../api/generated/model/finding';

/** Whether every word of `text` occurs somewhere in what the list says of the finding. */
export function matchesText(finding: Finding, text: string): boolean {
  const { title, weakness, endpoint, tools, cve, discriminator } = finding;
  const said = [title, weakness, endpoint.label, discriminator ?? '', ...tools, ...cve].join('\n').toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => said.includes(word));
}
