import { z } from 'zod';
import { describeEndpoint, type ObservedEndpoint } from './endpoint.js';

export const EndpointDto = z
  .object({
    host: z.string().describe('Name or address of the host.'),
    address: z.string().optional().describe('The IP address it was pinned to; absent when a report does not say it.'),
    port: z.number().int().optional().describe('TCP or UDP port; absent for the host as a whole.'),
    transport: z.enum(['tcp', 'udp']).optional().describe('Transport protocol of the port.'),
    protocol: z
      .string()
      .optional()
      .describe('What is spoken there, as far as it was identified: http, https, tls, ssh, ...'),
    path: z.string().optional().describe('Absolute path on a web endpoint.'),
    label: z.string().describe('The endpoint in one line for people.'),
  })
  .meta({ id: 'Endpoint' });
export type EndpointDto = z.infer<typeof EndpointDto>;

export function endpointDtoOf(endpoint: ObservedEndpoint): EndpointDto {
  const { address, ...rest } = endpoint;
  const known = address === undefined || address === '' ? {} : { address };
  return { ...rest, ...known, label: describeEndpoint(endpoint) };
}
