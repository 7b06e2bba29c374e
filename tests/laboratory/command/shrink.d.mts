type Item = { id: number };
type Shape = {
  seed: number;
  profiles: { windows: number }[];
  processes: number;
  faults: Item[];
  acts: Item[];
};

export function shrink<Plan extends Shape>(p: {
  path: string;
  jobs: number;
  plan: Plan;
  invariant: number;
  say: (line: string) => void;
}): Promise<Plan>;
