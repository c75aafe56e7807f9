import { originOf, type ServiceEndpoint } from '../../targets/endpoint.js';

/** The path that a Location header leads to on the same origin; undefined when it leads elsewhere or cannot be read. */
export function pathOnSameOrigin(location: string, from: string, endpoint: ServiceEndpoint): string | undefined {
  const origin = originOf(endpoint);
  if (!URL.canParse(location, origin + from)) return undefined;
  const target = new URL(location, origin + from);
  return target.origin === new URL(origin).origin ? target.pathname + target.search : undefined;
}
