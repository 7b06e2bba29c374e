// Where the simulation's randomness comes from: the run's own generator, which
// world.ts puts here before anything begins.
import { Random } from '../scheduler/random.ts';

export const chance = { random: new Random('laboratory') };
