// The platform as a program: settings, database, preparation, port. What it
// prints is for the person who started it.
import { join } from 'node:path';
import { startFailures, startText } from '../text/platform.ts';
import { addressOf } from './address.ts';
import { isHalfRestored } from './backup/restoring.ts';
import { readConfig, type Config } from './config.ts';
import { isConnectionLost } from './database/engine-fault.ts';
import { issueDemoTicket } from './demo/describe-demo.ts';
import { demoVillages } from './demo/demo-county.ts';
import { connect, disconnect } from './database/connect.ts';
import { explainFailure } from './explain-failure.ts';
import { hearWakeUps } from './feed/wake-ups.ts';
import { keepHouse } from './housekeeping.ts';
import { createApp } from './http/app.ts';
import { listen } from './http/listen.ts';
import { followKeys } from './keys/follow-keys.ts';
import { makeMetrics } from './metrics/metrics.ts';
import { metricsApp } from './metrics/metrics-app.ts';
import { openDatabase } from './open-database.ts';
import { openLog } from './open-log.ts';
import { prepare, type Prepared } from './prepare.ts';

/** `dist/app`, beside `dist/platform/main.js`. */
const APP_FOLDER = join(import.meta.dirname, '../app');

function say(...lines: readonly string[]): void {
  for (const line of lines) process.stdout.write(`${line}\n`);
}

/** What is to be undone at the end, last first. */
const undo: (() => Promise<void>)[] = [];

async function start(config: Config): Promise<void> {
  const { dataDir, demo, host, port, databaseUrl, retention } = config;
  const {
    addressHeader,
    oidc,
    certificates,
    outbound,
    sms,
    inbound,
    bucket,
    origins,
  } = config;
  if (isHalfRestored(dataDir))
    return await fail(startFailures.halfRestored(dataDir));
  say(databaseUrl === undefined ? startText.database : startText.external);
  const database = await openDatabase(config, say);
  undo.push(database.close);
  const preparation = await prepare({
    sql: database.sql,
    dataDir,
    demo,
    address: addressOf(host, port),
    retention,
    ...(addressHeader === undefined ? {} : { addressHeader }),
    ...(oidc === undefined ? {} : { oidc }),
    ...(certificates === undefined ? {} : { certificates }),
    ...(outbound === undefined ? {} : { outbound }),
    ...(sms === undefined ? {} : { sms }),
    ...(inbound === undefined ? {} : { inbound }),
    ...(bucket === undefined ? {} : { bucket }),
    ...(origins === undefined ? {} : { origins }),
    log: openLog(dataDir),
    say,
  });
  if (!preparation.ok) return await fail(startFailures.realData(dataDir));

  const { context, demoAccounts } = preparation.value;
  const wakeUps = await hearWakeUps(context);
  if (wakeUps !== undefined) context.wakeUps = wakeUps;
  if (config.figuresDatabaseUrl !== undefined) {
    const replica = connect(config.figuresDatabaseUrl, {
      max: 4,
      connect_timeout: 2,
    });
    context.figuresSql = replica;
    undo.push(() => disconnect(replica));
  }
  const metrics =
    config.metricsPort === undefined ? undefined : makeMetrics(context);
  const app = createApp(context, {
    appFolder: APP_FOLDER,
    ...(metrics === undefined ? {} : { note: metrics.note }),
    ...(demoAccounts === undefined ? {} : { demoAccounts }),
  });
  const listening = await listen(app.fetch, { port, hostname: host });
  undo.push(listening.close);
  if (metrics !== undefined) {
    const figures = await listen(metricsApp(context, metrics).fetch, {
      port: config.metricsPort ?? 0,
      hostname: '127.0.0.1',
    });
    undo.push(figures.close);
    say(startText.metrics(figures.port));
  }
  undo.push(keepHouse(context).stop);
  undo.push(followKeys(context, join(dataDir, 'keys')).stop);
  context.config.address = addressOf(host, listening.port);
  await greet(preparation.value);
}

async function greet({ context, demoAccounts }: Prepared): Promise<void> {
  const { address, origins } = context.config;
  say('', startText.ready(address));
  if (origins !== undefined) say(...startText.origins(origins));
  if (demoAccounts === undefined) {
    say('', ...startText.noDemo(address));
  } else {
    say('', startText.accountsTitle, ...demoAccounts.map(startText.account));
    const [village] = demoVillages;
    if (village !== undefined) {
      const { shortCode } = await issueDemoTicket(context, village);
      say('', startText.enrol(village.name, shortCode));
    }
    say('', ...startText.steps(address));
  }
  say('', startText.stopHint);
}

async function stop(): Promise<void> {
  for (let step = undo.pop(); step; step = undo.pop()) await step();
}

async function fail(sentence: string): Promise<void> {
  process.exitCode = 1;
  process.stderr.write(`${sentence}\n`);
  await stop();
}

async function run(): Promise<void> {
  const reading = readConfig(process.env);
  if (!reading.ok) return await fail(reading.problems.join('\n'));
  const config = reading.value;

  let isStopping = false;
  const started = start(config).catch(async (error: unknown) => {
    await fail(explainFailure(error, config));
  });
  const end = () => {
    // A second Ctrl-C must not cut the clean end of the first one short.
    if (isStopping) return;
    isStopping = true;
    say(startText.stopping);
    void started.then(stop).then(() => {
      say(startText.stopped);
      process.exit();
    });
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  await started;
}

// The driver asks a new connection for its types and nobody waits for that
// answer: an engine that ends in this moment must not take the platform with it.
// Everything else that nobody waited for is a bug, and ends it.
process.on('unhandledRejection', (error) => {
  if (!isConnectionLost(error)) throw error;
});

await run();
