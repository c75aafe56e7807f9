import { type CheckFamily } from '../../../findings/coverage.js';

/** What WhatWeb has something to say about; only the first is examined in full. */
export const WHATWEB_FAMILIES = [
  'http.technology',
  'http.headers',
  'http.cookies',
  'http.files',
] as const satisfies readonly CheckFamily[];
