import { type Observation } from '../../../findings/observation.js';
import { type SshAuditAlgorithm } from './ssh-audit.schema.js';

/** Bits below which a Diffie-Hellman group, or an RSA key, is small. */
const BITS_WANTED = 2048;

/** Whether the server was seen to use a small group for a key exchange of which the size is the server's choice. */
export function smallGroup({ keysize = BITS_WANTED }: SshAuditAlgorithm): boolean {
  return keysize > 0 && keysize < BITS_WANTED;
}

/** An RSA key that is small although the algorithm is good; other kinds of keys have a size of their own. */
export function smallHostKey({
  algorithm,
  keysize = BITS_WANTED,
}: SshAuditAlgorithm): Pick<Observation, 'weakness' | 'title' | 'severity'> | undefined {
  if (!/^(?:ssh-)?rsa-/.test(algorithm) || keysize <= 0 || keysize >= BITS_WANTED) return undefined;
  return { weakness: 'ssh-audit.hostkey.small', title: 'The RSA host key of SSH is small', severity: 'medium' };
}

/** Key exchanges whose group the server chooses, and of which the size was not learnt. */
export function unmeasured(kex: readonly SshAuditAlgorithm[]): readonly string[] {
  return kex
    .filter(({ algorithm, keysize }) => algorithm.startsWith('diffie-hellman-group-exchange-') && keysize === undefined)
    .map(({ algorithm }) => algorithm);
}
