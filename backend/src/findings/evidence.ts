/** Longest evidence that is stored with an observation, in characters; the artefact keeps the whole output. */
export const MAX_EVIDENCE_LENGTH = 4000;

// eslint-disable-next-line no-control-regex -- removing terminal escapes is the purpose
const ANSI_SEQUENCE = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_])/g;
// eslint-disable-next-line no-control-regex -- removing control characters is the purpose
const CONTROL_CHARACTERS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** Words whose value is a secret, in `key = value`, `key: value` and JSON form. */
const SECRET_ASSIGNMENT =
  /((?:[a-z0-9]+[_-])*(?:pass(?:word|wd|phrase)?|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credential|auth)(?:[_-][a-z0-9]+)*["']?\s*[:=]\s*["']?)([^\s"',;&]{3,})/gi;
const SECRET_IN_URL = /([a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:)([^\s/@]+)(@)/gi;
const KNOWN_TOKEN =
  /\b(?:AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{20,}|xox[abprs]-[A-Za-z0-9-]{10,}|eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]*|sk_live_[A-Za-z0-9]{10,})\b/g;
const PRIVATE_KEY_BLOCK = /(-----BEGIN [A-Z ]*PRIVATE KEY-----)[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)/g;

/** Removes terminal escapes, control and direction characters, which can hide or fake text; keeps tab and line feed. */
export function stripControls(text: string): string {
  return text.replace(ANSI_SEQUENCE, '').replace(/\r\n?/g, '\n').replace(CONTROL_CHARACTERS, '');
}

/** Replaces what looks like a password, token or key by `***`, keeping the first two characters so that a person can recognise it. */
export function maskSecrets(text: string): string {
  return text
    .replace(PRIVATE_KEY_BLOCK, '$1\n***\n$2')
    .replace(KNOWN_TOKEN, (token) => masked(token))
    .replace(SECRET_IN_URL, (_, before: string, secret: string, after: string) => before + masked(secret) + after)
    .replace(SECRET_ASSIGNMENT, (_, key: string, secret: string) => key + masked(secret));
}

/** Text from a tool or target as it may be stored: without controls, secrets masked, at most `maxLength` characters. */
export function evidenceOf(text: string, maxLength = MAX_EVIDENCE_LENGTH): string {
  const safe = maskSecrets(stripControls(text.slice(0, 4 * maxLength))).trim();
  return safe.length <= maxLength ? safe : `${safe.slice(0, maxLength)} ...`;
}

function masked(secret: string): string {
  return `${secret.slice(0, 2)}***`;
}
