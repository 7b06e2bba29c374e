// The one owner of time and order. Everything that happens in a run is a task in
// some lane (a window, a disk, a server process, the world); lanes keep their
// order, and which lane goes next is drawn from the seed. Between two tasks all
// microtasks run dry, and nothing in the simulation uses a thread or a real timer
// (stillness/), so the same seed gives the same run.
import { setImmediate as nextTurn } from 'timers';
import { Random } from './random.ts';

type Task = { label: string; run: () => void };

export class Lane {
  readonly name: string;
  readonly tasks: Task[] = [];
  /** Where IndexedDB's own tasks go when this lane has asked for them. */
  readonly disk: Lane;
  isDead = false;

  constructor(name: string, disk?: Lane) {
    this.name = name;
    this.disk = disk ?? this;
  }
}

type Timer = { at: number; order: number; lane: Lane; task: Task };

export class Scheduler {
  readonly random: Random;
  /** Milliseconds since 1970 of the true time. */
  nowMs: number;
  /** Tasks run so far. */
  steps = 0;
  /** Nothing more is to happen in this run. */
  isStopped = false;
  current: Lane;
  readonly world = new Lane('world');
  /** Called after every task. */
  onStep: ((lane: Lane, label: string) => void) | undefined;
  #ready: Lane[] = [];
  #timers: Timer[] = [];
  #timerCount = 0;

  constructor(seed: string, nowMs: number) {
    this.random = new Random(seed);
    this.nowMs = nowMs;
    this.current = this.world;
  }

  /** Queues a task; of a dead lane nothing runs any more. */
  post(lane: Lane, label: string, run: () => void): void {
    if (lane.isDead) return;
    lane.tasks.push({ label, run });
    if (lane.tasks.length === 1) this.#ready.push(lane);
  }

  /** Resolves when the lane's turn has come. */
  point(lane: Lane, label: string): Promise<void> {
    return new Promise((resolve) => this.post(lane, label, resolve));
  }

  /** Calls back once after `ms` of true time; the result cancels it. */
  after(lane: Lane, label: string, ms: number, run: () => void): () => void {
    const at = this.nowMs + Math.max(ms, 0);
    this.#timerCount += 1;
    const timer = { at, order: this.#timerCount, lane, task: { label, run } };
    insert(this.#timers, timer);
    return () => {
      const index = this.#timers.indexOf(timer);
      if (index >= 0) this.#timers.splice(index, 1);
    };
  }

  /** Resolves after `ms` of true time. */
  sleep(lane: Lane, label: string, ms: number): Promise<void> {
    return new Promise((resolve) => this.after(lane, label, ms, resolve));
  }

  /** Runs `task` as if it belonged to the lane. */
  as<Value>(lane: Lane, task: () => Value): Value {
    const before = this.current;
    this.current = lane;
    try {
      return task();
    } finally {
      this.current = before;
    }
  }

  kill(lane: Lane): void {
    lane.isDead = true;
    lane.tasks.length = 0;
    this.#ready = this.#ready.filter((each) => each !== lane);
    this.#timers = this.#timers.filter((timer) => timer.lane !== lane);
  }

  /**
   * Runs until `isOver`, or until the true time is `untilMs`, or until nothing is
   * left to happen. Gives which it was.
   */
  async run(p: {
    isOver: () => boolean;
    untilMs: number;
    maxSteps: number;
  }): Promise<'over' | 'late' | 'idle' | 'tooManySteps'> {
    const lastStep = this.steps + p.maxSteps;
    for (;;) {
      if (this.isStopped || p.isOver()) return 'over';
      if (this.steps >= lastStep) return 'tooManySteps';
      const lane = this.#nextLane();
      if (lane === undefined) {
        const timer = this.#timers[0];
        if (timer === undefined) return 'idle';
        if (timer.at > p.untilMs) return 'late';
        this.#timers.shift();
        this.nowMs = Math.max(this.nowMs, timer.at);
        this.post(timer.lane, timer.task.label, timer.task.run);
        continue;
      }
      const task = lane.tasks.shift();
      if (lane.tasks.length === 0)
        this.#ready = this.#ready.filter((each) => each !== lane);
      if (task === undefined) continue;
      this.current = lane;
      task.run();
      await new Promise((resolve) => nextTurn(resolve));
      this.steps += 1;
      this.onStep?.(lane, task.label);
      this.current = this.world;
    }
  }

  #nextLane(): Lane | undefined {
    return this.#ready.length === 0
      ? undefined
      : this.#ready[this.random.below(this.#ready.length)];
  }
}

/** By time, and at the same time in the order of their making. */
function insert(timers: Timer[], timer: Timer): void {
  let low = 0;
  let high = timers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = timers[middle];
    if (other !== undefined && other.at <= timer.at) low = middle + 1;
    else high = middle;
  }
  timers.splice(low, 0, timer);
}
