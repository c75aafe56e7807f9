import {
  type SarifArtifact,
  type SarifLocation,
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

  /** Whether all has been read that the result refers to: lists stand in any order in a file. */
  knows({ locations }: SarifResult): boolean {
    if (this.tool === undefined) return false;
    const files = locations.map(({ physicalLocation }) => physicalLocation?.artifactLocation);
    return files.every(
      (file) => file?.uri !== undefined || file?.index === undefined || file.index < this.artifacts.length,
    );
  }

  /** The rule of a result, by its position or else by its name, which may be that of a part of the rule: `rule/part`. */
  ruleOf({ ruleId, ruleIndex, rule }: SarifResult): SarifRule | undefined {
    const id = ruleId ?? rule?.id;
    const { driver, extensions = [] } = this.tool ?? {};
    const component = rule?.toolComponent?.index === undefined ? driver : extensions[rule.toolComponent.index];
    const byPosition = component?.rules[ruleIndex ?? rule?.index ?? Number.MAX_SAFE_INTEGER];
    if (byPosition !== undefined && isNamed(byPosition, id)) return byPosition;
    const all = [...(driver?.rules ?? []), ...extensions.flatMap((extension) => extension.rules)];
    return all.find((candidate) => candidate.id !== undefined && candidate.id === id);
  }

  /** The address of the file or page that a location names, or else what it names within the program. */
  addressOf(location: SarifLocation | undefined): string | undefined {
    const file = location?.physicalLocation?.artifactLocation;
    const uri = file?.uri ?? (file?.index === undefined ? undefined : this.artifacts[file.index]?.location?.uri);
    if (uri !== undefined && uri !== '') return uri;
    const [named] = location?.logicalLocations ?? [];
    return named?.fullyQualifiedName ?? named?.name;
  }

  /** The words of a message; those that it names by an id stand with its rule or with the tool. */
  wordsOf(message: SarifMessage, rule: SarifRule | undefined): string {
    if (message === undefined) return '';
    const named = message.id === undefined ? undefined : this.messageOf(message.id, rule);
    const words = message.text ?? named?.text ?? message.markdown ?? named?.markdown ?? '';
    return filled(words, message.arguments);
  }

  private messageOf(id: string, rule: SarifRule | undefined): SarifMessage {
    return rule?.messageStrings?.[id] ?? this.tool?.driver.globalMessageStrings?.[id];
  }
}

function isNamed(rule: SarifRule, id: string | undefined): boolean {
  return id === undefined || rule.id === undefined || id === rule.id || id.startsWith(`${rule.id}/`);
}

/** Characters of a text and of what is filled into it: a hostile text may name a long one thousands of times. */
const MAX_TEXT_LENGTH = 20_000;
const MAX_ARGUMENT_LENGTH = 500;

/** Placeholders are `{0}`, `{1}`. @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html#_Toc34317459 */
function filled(text: string, values: readonly string[]): string {
  const words = text.slice(0, MAX_TEXT_LENGTH);
  if (values.length === 0) return words;
  return words.replace(
    /\{(\d{1,2})\}/g,
    (placeholder, number: string) => values[Number(number)]?.slice(0, MAX_ARGUMENT_LENGTH) ?? placeholder,
  );
}
