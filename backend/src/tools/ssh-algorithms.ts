/** The lists of algorithms that an SSH server sends. */
export type SshAlgorithmList = 'kex' | 'hostKey' | 'cipher' | 'mac';

/** What weak algorithms of a list stand for in the catalogue, and which they are. */
export const WEAK_SSH_ALGORITHMS: Readonly<
  Record<SshAlgorithmList, { readonly weakness: string; readonly weak: RegExp }>
> = {
  kex: { weakness: 'ssh.kex.weak', weak: /-sha1(?:-|$)|^rsa1024/ },
  hostKey: { weakness: 'ssh.hostkey.weak', weak: /^ssh-(?:dss|rsa)(?:-|$)/ },
  cipher: { weakness: 'ssh.cipher.weak', weak: /-cbc|^3des|^des|arcfour|blowfish|cast128|^none$/ },
  mac: { weakness: 'ssh.mac.weak', weak: /md5|sha1(?!\d)|ripemd|umac-64|-96\b|^none$/ },
};
