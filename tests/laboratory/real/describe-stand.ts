// How things stand when a run cannot go on: what the screen is drawn from, what lies
// in the outbox, and what the platform and its engine have said last. Asked before
// anything is cleared away; whoever does not answer is a finding as well.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { engineProcesses } from './engine.ts';
import { within } from './within.ts';
import type { World } from './world.ts';

const PATIENCE_MS = 10_000;
const LAST_LINES = 12;

export async function describeStand({
  station,
  platform,
}: World): Promise<string[]> {
  const { port, dataDir } = platform;
  const engine = engineProcesses(dataDir);
  return [
    `screen: ${await answerOf(station.describes())}`,
    `outbox: ${await answerOf(station.outbox().then(countStates))}`,
    `platform: ${platform.standing()}; ready: ${await answerOf(askReady(port))}`,
    `engine: ${engine.length} processes`,
    ...lastOf('platform printed', platform.output()),
    ...lastOf('platform.log', readIfThere(join(dataDir, 'platform.log'))),
    ...lastOf('postgres.log', readIfThere(join(dataDir, 'postgres.log'))),
  ];
}

async function answerOf(asked: Promise<string>): Promise<string> {
  try {
    return await within(PATIENCE_MS, 'no answer', asked);
  } catch (error) {
    return String(error);
  }
}

async function askReady(port: number): Promise<string> {
  const { status } = await fetch(`http://127.0.0.1:${port}/readyz`);
  return String(status);
}

function countStates(entries: readonly { state: string }[]): string {
  const counts: Record<string, number> = {};
  for (const { state } of entries) counts[state] = (counts[state] ?? 0) + 1;
  return JSON.stringify(counts);
}

function lastOf(name: string, text: string): string[] {
  const lines = text.trimEnd().split('\n').slice(-LAST_LINES);
  return lines.map((line) => `${name}: ${line}`);
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '(none)';
  }
}
