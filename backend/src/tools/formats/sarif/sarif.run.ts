import {
  type SarifArtifact,
  type SarifMessage,
  type SarifResult,
  type SarifRule,
  type SarifTool,
} from './sarif.schema.js';

/** What belongs to a run as a whole, and what its results refer to. */
export class SarifRun {
  tool: SarifTool | undefined;
  readonly artifacts: SarifArtifact[] = [];

  get driver(): string {
    return this.tool?.driver.name ?? 'unknown';
  }

  /** The rule of a result, by its number or else by its name. */
  ruleOf({ ruleId, ruleIndex, rule }: SarifResult): SarifRule | undefined {
    const id = ruleId ?? rule?.id;
    const rules = this.tool?.driver.rules ?? [];
    const at = ruleIndex ?? rule?.index;
    const byIndex = at === undefined ? undefined : rules[at];
    if (byIndex !== undefined && (id === undefined || byIndex.id === undefined || id.startsWith(byIndex.id)))
      return byIndex;
    const all = [...rules, ...(this.tool?.extensions ?? []).flatMap((extension) => extension.rules)];
    return all.find((candidate) => candidate.id !== undefined && candidate.id === id);
  }

  /** The address of the file or page where a result lies. */
  addressOf({ locations }: SarifResult): string | undefined {
    const location = locations?.[0]?.physicalLocation?.artifactLocation;
    if (location?.uri !== undefined) return location.uri;
    return location?.index === undefined ? undefined : this.artifacts[location.index]?.location?.uri;
  }
}

/** The words of a message; those that it names by an id stand with its rule. */
export function wordsOf(message: SarifMessage, rule: SarifRule | undefined): string {
  if (message === undefined) return '';
  if (message.text !== undefined) return filled(message.text, message.arguments);
  const named = message.id === undefined ? undefined : rule?.messageStrings?.[message.id]?.text;
  return named === undefined ? (message.markdown ?? '') : filled(named, message.arguments);
}

/** Placeholders are `{0}`, `{1}`. @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html#_Toc34317459 */
function filled(text: string, values: readonly string[] = []): string {
  return text.replace(/\{(\d{1,2})\}/g, (placeholder, number: string) => values[Number(number)] ?? placeholder);
}
