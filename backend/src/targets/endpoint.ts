/** What is spoken on a port, as far as it was identified. `tls` is a TLS service that is not a web server. */
export type Protocol =
  'http' | 'https' | 'tls' | 'ssh' | 'ftp' | 'smtp' | 'imap' | 'pop3' | 'dns' | 'redis' | 'mysql' | 'tcp' | 'udp';

export type Transport = 'tcp' | 'udp';

/**
 * Where something was seen: a host, and a port and path where they matter. `host` is the name or address that the user
 * authorised; `address` is the address it was pinned to. A host without a port stands for the host as a whole.
 */
export interface Endpoint {
  readonly host: string;
  /** The pinned IP address; equal to `host` for literal targets. */
  readonly address: string;
  readonly port?: number;
  readonly transport?: Transport;
  readonly protocol?: Protocol;
  /** Absolute path with leading slash; only on web endpoints. */
  readonly path?: string;
}

/** Where something was seen according to a report: reports need not tell the address behind a name. */
export type ObservedEndpoint = Omit<Endpoint, 'address'> & { readonly address?: string };

/** An endpoint that has a port. */
export type ServiceEndpoint = Endpoint & { readonly port: number };

export function hasPort<T extends ObservedEndpoint>(endpoint: T): endpoint is T & { readonly port: number } {
  return endpoint.port !== undefined;
}

/** Whether something on this endpoint can be examined by tools that speak TLS. */
export function speaksTls(endpoint: ObservedEndpoint): boolean {
  return endpoint.protocol === 'https' || endpoint.protocol === 'tls';
}

/** Whether something on this endpoint can be examined by tools that speak HTTP. */
export function speaksHttp(endpoint: ObservedEndpoint): boolean {
  return endpoint.protocol === 'http' || endpoint.protocol === 'https';
}

/** Whether something on this endpoint can be examined by tools that speak SSH. */
export function speaksSsh(endpoint: ObservedEndpoint): boolean {
  return endpoint.protocol === 'ssh';
}

/** `host`, or `[host]` for an IPv6 address, as it stands in front of a port. */
export function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

/** The endpoint in words a user recognises: `https://example.com:8443/a`, `example.com:22/tcp`, `example.com`. */
export function describeEndpoint(endpoint: ObservedEndpoint): string {
  if (!hasPort(endpoint)) return endpoint.host;
  const authority = `${bracketed(endpoint.host)}:${endpoint.port}`;
  if (speaksHttp(endpoint)) return `${endpoint.protocol}://${authority}${endpoint.path ?? ''}`;
  return `${authority}/${endpoint.transport ?? 'tcp'}`;
}

/** The origin of a web endpoint, addressed by name: `https://example.com:8443`. */
export function originOf(endpoint: Pick<ServiceEndpoint, 'host' | 'port' | 'protocol'>): string {
  return `${endpoint.protocol === 'https' ? 'https' : 'http'}://${bracketed(endpoint.host)}:${endpoint.port}`;
}
