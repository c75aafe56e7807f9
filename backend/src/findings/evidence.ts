/** Longest evidence that is stored with an observation, in characters; the artefact keeps the whole output. */
export const MAX_EVIDENCE_LENGTH = 4000;

// eslint-disable-next-line no-control-regex -- removing terminal escapes is the purpose
const ANSI_SEQUENCE = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_])/g;
// eslint-disable-next-line no-control-regex -- removing control characters is the purpose
const CONTROL_CHARACTERS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/**
 * Words whose value is a secret, in `key = value`, `key: value` and JSON form. This and the patterns below read text that an
 * attacker may have written: each repetition has a bound, so that no text makes them slow.
 */
const SECRET_ASSIGNMENT =
  /((?:pass(?:word|wd|phrase)?|secret|token|(?:api|access|private|app|encryption|master|signing)[_-]?key|credential|auth|dsn|salt)(?:[_-][a-z0-9]{1,40}){0,6}["']?\s{0,20}[:=]\s{0,20}["']?)([^\s"',;&]{3,})/gi;
const SECRET_IN_URL = /\b([a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@]{0,200}:)([^\s/@]{1,200})(@)/gi;
const KNOWN_TOKEN =
  /\b(?:AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{20,255}|xox[abprs]-[A-Za-z0-9-]{10,255}|eyJ[A-Za-z0-9_-]{10,1000}\.[A-Za-z0-9_-]{10,2000}\.[A-Za-z0-9_-]{0,1000}|sk_live_[A-Za-z0-9]{10,255})\b/g;
const PRIVATE_KEY_BLOCK = /(-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----)[\s\S]*?(-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g;

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
