import { type X509Certificate } from 'node:crypto';

const MAX_STEPS = 10;

/**
 * Whether a chain leads from its first certificate to one of the roots, by names and signatures. Dates are left out on
 * purpose: an expired certificate hides from the usual verdict whether its authority is trusted.
 */
export function leadsToRoot(chain: readonly X509Certificate[], roots: readonly X509Certificate[]): boolean {
  let current = chain[0];
  for (let step = 0; step < MAX_STEPS && current !== undefined; step += 1) {
    const certificate: X509Certificate = current;
    if (roots.some((root) => root.fingerprint256 === certificate.fingerprint256 || issued(certificate, root)))
      return true;
    current = chain.find((candidate) => candidate !== certificate && issued(certificate, candidate));
  }
  return false;
}

function issued(certificate: X509Certificate, issuer: X509Certificate): boolean {
  if (!certificate.checkIssued(issuer)) return false;
  try {
    return certificate.verify(issuer.publicKey);
  } catch {
    return false; // a key of a kind that this OpenSSL cannot use
  }
}
