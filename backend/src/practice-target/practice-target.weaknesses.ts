import { PRACTICE_PAGES } from './practice-pages.js';

/** One thing that is wrong with the practice target, as a scan should find it. */
export interface PracticeWeakness {
  /** Key of the weakness catalogue. */
  readonly weakness: string;
  readonly service: 'http' | 'https' | 'banner';
  /** Only where the weakness belongs to a path. */
  readonly path?: string;
  /** Tells two of a kind apart: the name of a cookie or of a component. */
  readonly discriminator?: string;
}

type SiteWeakness = Omit<PracticeWeakness, 'service'>;

/** What the headers of the site lack or tell, over HTTP and over HTTPS alike. */
const HEADER_WEAKNESSES: readonly SiteWeakness[] = [
  { weakness: 'http.header.csp.missing' },
  { weakness: 'http.header.frame-options.missing' },
  { weakness: 'http.header.permissions-policy.missing' },
  { weakness: 'http.header.referrer-policy.missing' },
  { weakness: 'http.header.server.version' },
  { weakness: 'http.header.x-content-type-options.missing' },
  { weakness: 'http.method.dangerous' },
  { weakness: 'http.cors.reflected-origin' },
  { weakness: 'http.cookie.httponly.missing', discriminator: 'session' },
  { weakness: 'http.cookie.samesite.missing', discriminator: 'session' },
];

const COMPONENT_WEAKNESSES: readonly SiteWeakness[] = [
  { weakness: 'http.technology.outdated', discriminator: 'jquery' },
  { weakness: 'http.technology.outdated', discriminator: 'php' },
];

/** What matters only, or exists only, where the site is served over TLS. */
const TLS_WEAKNESSES: readonly SiteWeakness[] = [
  { weakness: 'http.header.hsts.missing' },
  { weakness: 'http.cookie.secure.missing', discriminator: 'session' },
  { weakness: 'tls.protocol.tls1_0' },
  { weakness: 'tls.protocol.tls1_1' },
  { weakness: 'tls.protocol.tls1_3.missing' },
  { weakness: 'tls.cipher.anonymous' },
  { weakness: 'tls.cipher.cbc-sha1' },
  { weakness: 'tls.cipher.no-forward-secrecy' },
  { weakness: 'tls.cipher.null' },
  { weakness: 'tls.dh.weak' },
  { weakness: 'tls.certificate.expired' },
  { weakness: 'tls.certificate.san-missing' },
  { weakness: 'tls.certificate.self-signed' },
  { weakness: 'tls.certificate.small-key' },
  { weakness: 'tls.certificate.weak-signature' },
];

const BANNER_WEAKNESSES: readonly SiteWeakness[] = [
  { weakness: 'net.banner.version' },
  { weakness: 'net.cleartext.ftp' },
];

const SITE_WEAKNESSES = [...HEADER_WEAKNESSES, ...COMPONENT_WEAKNESSES, ...fileWeaknesses()];

/** Everything that is wrong with the practice target. Open ports and recognised software are no weaknesses. */
export const PRACTICE_WEAKNESSES: readonly PracticeWeakness[] = [
  ...SITE_WEAKNESSES.map((entry) => ({ ...entry, service: 'http' as const })),
  ...SITE_WEAKNESSES.map((entry) => ({ ...entry, service: 'https' as const })),
  ...TLS_WEAKNESSES.map((entry) => ({ ...entry, service: 'https' as const })),
  ...BANNER_WEAKNESSES.map((entry) => ({ ...entry, service: 'banner' as const })),
];

/** What the pages give away, each place once. */
function fileWeaknesses(): SiteWeakness[] {
  const places = new Map<string, SiteWeakness>();
  for (const { weakness, path, foundAt = path } of PRACTICE_PAGES) {
    if (weakness !== undefined) places.set(`${weakness} ${foundAt}`, { weakness, path: foundAt });
  }
  return [...places.values()];
}
