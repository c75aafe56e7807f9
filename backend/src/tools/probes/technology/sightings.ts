import { type HttpTranscript, type RecordedAnswer } from '../../http-transcript/http-transcript.js';
import { scriptSourcesOf } from './scripts.js';
import { type Sighting, signsIn } from './sighting.js';
import {
  COOKIE_SIGNS,
  GENERATOR_SIGNS,
  HEADER_SIGNS,
  MARKUP_SIGNS,
  SCRIPT_NAME_SIGNS,
  SCRIPT_TEXT_SIGNS,
} from './signs.js';

const GENERATOR = /<meta\b[^>]{0,500}\bname\s*=\s*["']?generator["']?[^>]{0,500}>/gi;
/** Where the first lines of a script end. */
const SCRIPT_HEAD = 2000;
const MAX_SCRIPTS = 200;

/** Everything that the answers give away, in the order of the answers. */
export function sightingsIn({ answers }: HttpTranscript): Sighting[] {
  return answers.flatMap((answer) => [
    ...headerSightings(answer),
    ...cookieSightings(answer),
    ...(answer.purpose === 'page' ? pageSightings(answer) : scriptSightings(answer)),
  ]);
}

function headerSightings({ headers }: RecordedAnswer): Sighting[] {
  return headers.flatMap(([name, value]) =>
    signsIn(value, HEADER_SIGNS.get(name.toLowerCase()) ?? [], 'header', () => `${name}: ${value}`),
  );
}

function cookieSightings({ headers }: RecordedAnswer): Sighting[] {
  return headers
    .filter(([name]) => name.toLowerCase() === 'set-cookie')
    .flatMap(([, value]) => {
      const cookie = value.split('=', 1)[0]?.trim() ?? '';
      return signsIn(cookie, COOKIE_SIGNS, 'cookie', () => `Set-Cookie: ${cookie}`);
    });
}

function pageSightings({ text }: RecordedAnswer): Sighting[] {
  const generators = (text.match(GENERATOR) ?? []).flatMap((tag) =>
    signsIn(tag, GENERATOR_SIGNS, 'generator', () => tag),
  );
  const scripts = scriptSourcesOf(text)
    .slice(0, MAX_SCRIPTS)
    .flatMap((source) => signsIn(source, SCRIPT_NAME_SIGNS, 'script-name', () => `<script src="${source}">`));
  return [...generators, ...signsIn(text, MARKUP_SIGNS, 'markup'), ...scripts];
}

/** An error page in place of a script says nothing of the script. */
function scriptSightings({ status, path, text }: RecordedAnswer): Sighting[] {
  if (status !== 200) return [];
  return signsIn(text.slice(0, SCRIPT_HEAD), SCRIPT_TEXT_SIGNS, 'script-text', (match) => `${path}: ${match}`);
}
