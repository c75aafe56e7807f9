/** What a suite is made of, in upper case and with underscores. */
interface SuiteParts {
  readonly keyExchange: string;
  /** Cipher, mode and hash. */
  readonly cipher: string;
}

/** Words of a key exchange in the names that OpenSSL gives. */
const KEY_EXCHANGE_WORD =
  /^(?:EXP|EXP1024|RSA|DSS|ECDSA|DH|DHE|EDH|ADH|ECDH|ECDHE|EECDH|AECDH|ANON|PSK|SRP|KRB5|IANA|GOST94|GOST2001|GOST2012|GOST2012256)$/;
const CIPHER_WORD =
  /^(?:NULL|RC4|RC2|IDEA|DES|SEED|CHACHA20|GOST89|GOST8912|KUZNYECHIK|MAGMA|(?:AES|CAMELLIA|ARIA)(?:128|256)?)$/;
const FORWARD_SECRET = /(?:^|_)(?:DHE|EDH|ADH|ECDHE|EECDH|AECDH|ANON|SRP|ECCPWD|CECPQ1|AKE|TLS13)(?:_|$)/;
const LONGEST_NAME = 100;

const CLASSES: readonly { readonly weakness: string; readonly matches: (suite: SuiteParts) => boolean }[] = [
  { weakness: 'tls.cipher.null', matches: isUnencrypted },
  {
    weakness: 'tls.cipher.anonymous',
    matches: ({ keyExchange }) => /(?:^|_)(?:ANON|ADH|AECDH|NULL)(?:_|$)/.test(keyExchange),
  },
  {
    weakness: 'tls.cipher.export',
    matches: ({ keyExchange }) => /(?:^|_)EXP(?:ORT)?(?:40|1024)?(?:_|$)/.test(keyExchange),
  },
  {
    weakness: 'tls.cipher.des',
    matches: ({ cipher }) => /(?:^|_)DES(?:40)?(?:_|$)/.test(cipher) && !isTripleDes(cipher),
  },
  { weakness: 'tls.cipher.rc4', matches: ({ cipher }) => /(?:^|_)RC4(?:_|$)/.test(cipher) },
  {
    weakness: 'tls.cipher.3des',
    matches: ({ cipher }) => isTripleDes(cipher) || /(?:^|_)(?:IDEA|RC2)(?:_|$)/.test(cipher),
  },
  { weakness: 'tls.cipher.cbc-sha1', matches: ({ cipher }) => isBlockCipher(cipher) && /_(?:SHA|MD5)$/.test(cipher) },
  {
    weakness: 'tls.cipher.no-forward-secrecy',
    matches: (suite) => !isUnencrypted(suite) && !FORWARD_SECRET.test(suite.keyExchange),
  },
];

/**
 * The weaknesses of the catalogue that accepting a suite stands for; none for a good suite and for text that is no name.
 * Takes registered names (`TLS_RSA_WITH_RC4_128_SHA`), those of OpenSSL (`RC4-SHA`) and those of SSL 2.0 (`SSL_CK_...`).
 */
export function weaknessesOfCipher(name: string): string[] {
  const parts = name.length > LONGEST_NAME ? undefined : partsOf(name.trim().toUpperCase().replaceAll('-', '_'));
  return parts === undefined ? [] : CLASSES.filter(({ matches }) => matches(parts)).map(({ weakness }) => weakness);
}

function partsOf(name: string): SuiteParts | undefined {
  if (name === 'NULL') return { keyExchange: 'NULL', cipher: 'NULL' };
  if (name.startsWith('SSL_CK_')) return ssl2Parts(name.slice('SSL_CK_'.length));
  const registered = /^(?:TLS|SSL)_(.+)$/.exec(name)?.[1];
  return registered === undefined ? openSslParts(name) : registeredParts(registered);
}

/** SSL 2.0 knows RSA only, and writes the export grade behind the cipher. */
function ssl2Parts(cipher: string): SuiteParts {
  const grade = cipher.includes('EXPORT') ? '_EXPORT' : '';
  return { keyExchange: `RSA${grade}`, cipher };
}

/** Suites of TLS 1.3 name no key exchange, for it always is an ephemeral one. */
function registeredParts(name: string): SuiteParts {
  const split = name.indexOf('_WITH_');
  if (split === -1) return { keyExchange: 'TLS13', cipher: name };
  return { keyExchange: name.slice(0, split), cipher: name.slice(split + '_WITH_'.length) };
}

/** OpenSSL leaves out the key exchange when it is RSA, and the mode when it is CBC. */
function openSslParts(name: string): SuiteParts | undefined {
  const words = name.split('_');
  const first = words.findIndex((word) => !KEY_EXCHANGE_WORD.test(word));
  if (first === -1 || !CIPHER_WORD.test(words[first] ?? '')) return undefined;
  return { keyExchange: words.slice(0, first).join('_') || 'RSA', cipher: words.slice(first).join('_') };
}

/** The two suites of RFC 9150 protect integrity only and name two hashes. */
function isUnencrypted({ cipher }: SuiteParts): boolean {
  return /(?:^|_)NULL(?:_|$)/.test(cipher) || /^SHA(\d+)_SHA\1$/.test(cipher);
}

function isTripleDes(cipher: string): boolean {
  return /3DES|EDE3|DES_CBC3/.test(cipher);
}

function isBlockCipher(cipher: string): boolean {
  return /(?:^|_)(?:CBC|RC2|IDEA|3?DES|SEED|(?:AES|CAMELLIA|ARIA)(?:128|256)?)(?:_|$)/.test(cipher);
}
