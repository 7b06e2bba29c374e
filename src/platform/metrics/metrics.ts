// Figures for Prometheus (text format 0.0.4): how this process answers, and what of
// the county waits for a person. Counts alone: no name, no number, no case, no address.
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { PlatformContext } from '../context.ts';
import {
  readCountyState,
  type CountyState,
} from '../database/queries/metrics.ts';
import { isOverdue } from '../keys/rotate-keys.ts';

/** One answered request; `route`: the pattern, never the address that was asked. */
export type Answered = {
  method: string;
  route: string;
  status: number;
  seconds: number;
};

export type Metrics = {
  note: (answered: Answered) => void;
  /** @throws when the database does not answer. */
  text: () => Promise<string>;
  contentType: string;
};

/** A station that has not called for so long is asked after. */
const SILENT_DAYS = 7;
const DAY_MS = 86_400_000;

const HELP: Record<keyof CountyState, [name: string, help: string]> = {
  held: ['service_point_held_operations', 'Operations that wait for a person'],
  unjudged: ['service_point_unjudged_envelopes', 'Kept and not judged yet'],
  devices: ['service_point_devices', 'Devices that may deliver and read'],
  silentDevices: [
    'service_point_silent_devices',
    `Devices that have not called for ${SILENT_DAYS} days`,
  ],
  backupAgeS: [
    'service_point_backup_age_seconds',
    'Since when nothing new is in a backup; NaN: none was ever finished',
  ],
  certificatesDue: [
    'service_point_certificates_due',
    'E-certificates to be asked for now',
  ],
  outboundWaiting: [
    'service_point_outbound_waiting',
    'Feed items that the attached system has not been told',
  ],
  outboundRefused: [
    'service_point_outbound_refused',
    'Events that the attached system has refused',
  ],
  messagesWaiting: [
    'service_point_messages_waiting',
    'Short messages that wait for the gateway',
  ],
  messagesGivenUp: [
    'service_point_messages_given_up',
    'Short messages that the gateway has refused or not taken for a day',
  ],
};

/** Counters and gauges of this process and of the county, for Prometheus. */
export function makeMetrics(context: PlatformContext): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const requests = new Histogram({
    name: 'service_point_request_seconds',
    help: 'Answered requests by method, route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.01, 0.05, 0.1, 0.5, 1, 2, 5, 30],
    registers,
  });
  const keyOverdue = new Gauge({
    name: 'service_point_intake_key_overdue',
    help: '1: the intake key should have been changed',
    registers,
  });
  const gauges = Object.entries(HELP).map(
    ([key, [name, help]]) =>
      [key as keyof CountyState, new Gauge({ name, help, registers })] as const,
  );
  return {
    contentType: registry.contentType,
    note: ({ method, route, status, seconds }) =>
      requests.observe({ method, route, status }, seconds),
    text: async () => {
      const now = context.clock();
      const state = await readCountyState(context.sql, {
        county: context.config.county,
        now,
        silentSince: new Date(now.getTime() - SILENT_DAYS * DAY_MS),
      });
      for (const [key, gauge] of gauges) gauge.set(state[key] ?? Number.NaN);
      keyOverdue.set(isOverdue(context.keys, now) ? 1 : 0);
      return await registry.metrics();
    },
  };
}
