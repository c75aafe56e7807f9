/** A name, then a number with a dot: `ProFTPD 1.3.3c`, `OpenSSH_9.2p1`, `Exim/4.96`; no address. */
const NAME_AND_VERSION = /([A-Za-z][A-Za-z0-9+.-]{1,30})[ _/-]v?(?!\d+\.\d+\.\d+\.\d)(\d+\.\d[\w.+~-]{0,40})/;
const SSH_SOFTWARE = /^SSH-[\d.]+-([^\s]{1,60})/;
const MYSQL_VERSION = /^\d+\.\d+[\x20-\x7e]{0,80}/;

/** The software and version that a greeting gives away; undefined when it names none. */
export function versionIn(greeting: Buffer, service: string | undefined): string | undefined {
  if (service === 'mysql') return mysqlVersion(greeting);
  const text = greeting.toString('latin1');
  if (service !== 'ssh') return named(text);
  const software = SSH_SOFTWARE.exec(text)?.[1];
  return software !== undefined && /\d/.test(software) ? software : undefined;
}

function named(text: string): string | undefined {
  const [, name, version] = NAME_AND_VERSION.exec(text) ?? [];
  return name === undefined || version === undefined ? undefined : `${name} ${version}`;
}

/** After length, number and protocol version, up to a zero byte. */
function mysqlVersion(greeting: Buffer): string | undefined {
  if (greeting.at(4) !== 10) return undefined;
  return MYSQL_VERSION.exec(greeting.subarray(5).toString('latin1'))?.[0];
}
