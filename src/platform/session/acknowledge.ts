import type { Ack } from '../../protocol/operations.ts';
import type { CountyKeys } from '../keys/county-keys.ts';
import { isSameMac, makeMac } from '../keys/mac.ts';

/** What the platform confirms to a device; the device brings it back as proof. */
export function makeAck(
  keys: CountyKeys,
  {
    epoch,
    deviceId,
    seq,
    head,
  }: {
    epoch: string;
    deviceId: string;
    seq: number;
    head: string | null;
  },
): Ack {
  return { seq, head, mac: makeMac(keys, 'ack', [epoch, deviceId, seq, head]) };
}

/** True when this county confirmed exactly that to the device, in that epoch. */
export function isOwnAck(
  keys: CountyKeys,
  { epoch, deviceId, ack }: { epoch: string; deviceId: string; ack: Ack },
): boolean {
  const { seq, head } = ack;
  return isSameMac(ack.mac, makeAck(keys, { epoch, deviceId, seq, head }).mac);
}
