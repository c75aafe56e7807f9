import { setTimeout as sleep } from 'node:timers/promises';
import { type ScanDto } from '../../../backend/src/scans/dto/scan.dto.js';
import { type ShippedServer } from './shipped-server.js';

const PROBES = ['ports', 'http-headers', 'tls', 'exposed-files', 'technology'];
const FINISHED = ['completed', 'partial', 'failed', 'cancelled'];

/** Scans the practice target with what is built in, the same on every machine. Returns the finished scan. */
export async function practiceScan(server: ShippedServer): Promise<ScanDto> {
  const request = { practiceTarget: true, profile: 'quick', tools: PROBES, fresh: true };
  let scan = await server.post<ScanDto>('/api/v1/scans', request);
  while (!FINISHED.includes(scan.state)) {
    await sleep(100);
    scan = await server.get<ScanDto>(`/api/v1/scans/${scan.id}`);
  }
  if (scan.state !== 'completed') throw new Error(`The practice scan ended ${scan.state}: ${scan.reason ?? ''}`);
  return scan;
}
