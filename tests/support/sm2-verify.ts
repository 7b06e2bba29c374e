// Verification by GB/T 32918.2, 7, in plain arithmetic: what a system of the province's
// does with a signature of the county's. Slow, and written apart from the platform's code.
import { sm2Digest } from '../../src/platform/connectors/sm.ts';

const P = BigInt(
  '0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffff',
);
const N = BigInt(
  '0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123',
);
const A = P - 3n;
type Point = { x: bigint; y: bigint } | null;
const G: Point = {
  x: BigInt(
    '0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7',
  ),
  y: BigInt(
    '0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0',
  ),
};

const mod = (value: bigint) => ((value % P) + P) % P;

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let e = exponent, b = mod(base); e > 0n; e >>= 1n, b = mod(b * b))
    if ((e & 1n) === 1n) result = mod(result * b);
  return result;
}

function add(one: Point, other: Point): Point {
  if (one === null) return other;
  if (other === null) return one;
  if (one.x === other.x && mod(one.y + other.y) === 0n) return null;
  const slope =
    one.x === other.x
      ? mod((3n * one.x * one.x + A) * power(2n * one.y, P - 2n))
      : mod((other.y - one.y) * power(other.x - one.x, P - 2n));
  const x = mod(slope * slope - one.x - other.x);
  return { x, y: mod(slope * (one.x - x) - one.y) };
}

function times(count: bigint, point: Point): Point {
  let result: Point = null;
  for (let k = count, at = point; k > 0n; k >>= 1n, at = add(at, at))
    if ((k & 1n) === 1n) result = add(result, at);
  return result;
}

/** Key and signature: 128 hex digits each. */
export function isSm2Signed(
  publicKey: string,
  message: Uint8Array,
  signature: string,
): boolean {
  if (!/^[0-9a-f]{128}$/.test(signature)) return false;
  const r = BigInt(`0x${signature.slice(0, 64)}`);
  const s = BigInt(`0x${signature.slice(64)}`);
  const t = (r + s) % N;
  if (r === 0n || s === 0n || r >= N || s >= N || t === 0n) return false;
  const e = BigInt(`0x${sm2Digest(publicKey, message)}`);
  const key = {
    x: BigInt(`0x${publicKey.slice(0, 64)}`),
    y: BigInt(`0x${publicKey.slice(64)}`),
  };
  const point = add(times(s, G), times(t, key));
  return point !== null && (e + point.x) % N === r;
}
