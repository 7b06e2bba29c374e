// `node:crypto` as the platform sees it in the laboratory: the same, except that
// chance is the run's (build.mjs puts this module in its place).
import { timingSafeEqual as same } from 'crypto';
import { chance } from './chance.ts';
import { randomUuid } from './web-crypto.ts';

export * from 'crypto';
export const timingSafeEqual = same;

export function randomBytes(count: number): Buffer {
  return Buffer.from(chance.random.bytes(count));
}

export function randomInt(min: number, max?: number): number {
  return max === undefined
    ? chance.random.below(min)
    : min + chance.random.below(max - min);
}

export function randomUUID(): string {
  return randomUuid();
}
