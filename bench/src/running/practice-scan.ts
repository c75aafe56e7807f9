import { setTimeout as sleep } from 'node:timers/promises';
import { type ScanDto } from '../../../backend/src/scans/dto/scan.dto.js';
import { type ShippedServer } from './shipped-server.js';

const PROBES = ['ports', 'http-headers', 'tls', 'exposed-files', 'technology'];
/** The practice target with what is built in, the same on every machine. */
export const PRACTICE_REQUEST = { practiceTarget: true, profile: 'quick', tools: PROBES, fresh: true };
/** The states in which nothing follows. */
export const FINISHED: readonly string[] = ['completed', 'partial', 'failed', 'cancelled'];

/** Scans the practice target. Returns the finished scan. */
export async function practiceScan(server: ShippedServer): Promise<ScanDto> {
  let scan = await server.post<ScanDto>('/api/v1/scans', PRACTICE_REQUEST);
  while (!FINISHED.includes(scan.state)) {
    await sleep(100);
    scan = await server.get<ScanDto>(`/api/v1/scans/${scan.id}`);
  }
  if (scan.state !== 'completed') throw new Error(`The practice scan ended ${scan.state}: ${scan.reason ?? ''}`);
  return scan;
}
