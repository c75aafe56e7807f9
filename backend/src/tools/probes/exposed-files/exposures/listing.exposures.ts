import { type Exposure, telling, usual } from '../exposure.js';

const listing = { weakness: 'http.directory-listing', proof: 'listing' } as const;

/** Folders that are often there, and often open. */
export const LISTING_EXPOSURES: readonly Exposure[] = [
  ...telling(listing, '/files/', '/uploads/', '/backup/', '/images/'),
  ...usual(
    listing,
    '/backups/',
    '/upload/',
    '/download/',
    '/downloads/',
    '/data/',
    '/logs/',
    '/tmp/',
    '/temp/',
    '/old/',
  ),
  ...usual(
    listing,
    '/assets/',
    '/static/',
    '/css/',
    '/js/',
    '/img/',
    '/media/',
    '/docs/',
    '/private/',
    '/test/',
    '/includes/',
  ),
  ...usual(
    listing,
    '/wp-content/uploads/',
    '/.git/',
    '/.ssh/',
    '/.well-known/',
    '/icons/',
    '/scripts/',
    '/sql/',
    '/archive/',
  ),
];

/** The given folders, in case they show what is in them. */
export function listingsOf(folders: readonly string[]): Exposure[] {
  return usual(listing, ...folders);
}
