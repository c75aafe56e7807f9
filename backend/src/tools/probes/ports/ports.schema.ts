import { z } from 'zod';

const port = z.int().min(1).max(65_535);
const count = z.int().min(0);
/** Ports in the form of `encodePorts`. */
const portList = z.string().regex(/^[\d,-]*$/);

/** What was said to a service, and what it answered, in base64; `said` is absent for what it said of its own accord. */
const turn = z.object({ said: z.string().optional(), heard: z.base64() });

export const portsLineSchema = z.discriminatedUnion('type', [
  /** What is examined. `connections`: how many attempts are under way at once, at most. */
  z.object({
    type: z.literal('start'),
    address: z.string(),
    profile: z.enum(['quick', 'standard', 'deep']),
    choice: z.enum(['given', 'list', 'all']),
    ports: portList,
    connections: count,
    observedAt: z.iso.datetime(),
  }),
  /** A connection came about. */
  z.object({ type: z.literal('open'), port, ms: z.number() }),
  /** What was spoken with an open port. `ended`: how its side fell silent. */
  z.object({
    type: z.literal('talk'),
    port,
    turns: z.array(turn),
    ended: z.enum(['judged', 'silent', 'closed', 'aborted']),
  }),
  z.object({ type: z.literal('progress'), settled: count, total: count }),
  /** This machine ran short of something, so that fewer attempts are made at once. */
  z.object({ type: z.literal('strain'), code: z.string(), connections: count }),
  /** The sweep was given up before its end. */
  z.object({ type: z.literal('stopped'), reason: z.string() }),
  /**
   * What became of the ports that are not open. `closed`: refused. `unanswered`: nothing came back, twice. `unreachable`: an
   * error of the network. `unknown`: not tried to the end.
   */
  z.object({
    type: z.literal('states'),
    closed: portList,
    unanswered: portList,
    unreachable: portList,
    unknown: portList,
    /** How often the system gave which error for the last two, most frequent first. */
    errors: z.array(z.object({ code: z.string(), count })),
  }),
  z.object({ type: z.literal('end') }),
]);

export type PortsLine = z.infer<typeof portsLineSchema>;
export type PortsLineOf<Type extends PortsLine['type']> = Extract<PortsLine, { type: Type }>;
export type Turn = z.infer<typeof turn>;
