import { z } from 'zod';

/** Text that is shown to others later: nothing in it may hide or turn around what is written. */
const LINE = /^[^\p{Cc}\p{Cf}\p{Cs}]*$/u;
const TEXT = /^(?:[^\p{Cc}\p{Cf}\p{Cs}]|[\n\r\t])*$/u;
const NO_CONTROLS = 'control and direction characters are not allowed';

/** One line that people write for people. */
export function plainLine(longest: number) {
  return z.string().trim().min(1).max(longest).regex(LINE, NO_CONTROLS);
}

/** Lines that people write for people. */
export function plainText(longest: number) {
  return z.string().trim().min(1).max(longest).regex(TEXT, NO_CONTROLS);
}
