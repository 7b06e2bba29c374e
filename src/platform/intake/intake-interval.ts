// Clocks lie. When the papers were really handed over lies between two moments
// that the platform itself knows; the device's clock only says where in between.
import type { Moment } from '../../domain/cases/operation.ts';

export type IntakeInterval = {
  /** Latest proof from before; null: none. */
  from: string | null;
  /** What the device's wall clock said. */
  device: string;
  /** Arrival. */
  to: string;
};

/**
 * `notBefore`: a moment of the platform's clock that the device cannot have acted
 * before, such as the issue of its ticket.
 */
export function intakeInterval(
  madeAt: Moment,
  {
    notBefore,
    arrivedAt,
  }: { notBefore: string | undefined; arrivedAt: string },
): IntakeInterval {
  const proofs = [madeAt.lastHeardAt, notBefore]
    .filter((proof) => typeof proof === 'string')
    .map((proof) => Date.parse(proof));
  const to = Date.parse(arrivedAt);
  const from = proofs.length === 0 ? null : Math.min(Math.max(...proofs), to);
  return {
    from: from === null ? null : new Date(from).toISOString(),
    device: new Date(madeAt.wallTime).toISOString(),
    to: arrivedAt,
  };
}

/** The moment that deadlines run from: the device's, kept inside the interval. */
export function takenInAt({ from, device, to }: IntakeInterval): string {
  const latest = Math.min(Date.parse(device), Date.parse(to));
  const at = from === null ? latest : Math.max(latest, Date.parse(from));
  return new Date(at).toISOString();
}
