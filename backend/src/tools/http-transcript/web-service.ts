import { type Endpoint } from '../../targets/endpoint.js';

/** The service as a whole, for what holds on all its paths; with `path`, one place on it. */
export function webServiceOf({ host, address, port, protocol }: Endpoint, path?: string): Endpoint {
  return {
    host,
    address,
    ...(port === undefined ? {} : { port }),
    transport: 'tcp',
    ...(protocol === undefined ? {} : { protocol }),
    ...(path === undefined ? {} : { path }),
  };
}
