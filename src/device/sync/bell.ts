/** Rings once: for those who wait for it, and for those who look. */
export class Bell {
  readonly rung: Promise<void>;
  #isRung = false;
  #resolve: () => void = () => undefined;

  constructor() {
    this.rung = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  get isRung(): boolean {
    return this.#isRung;
  }

  ring(): void {
    this.#isRung = true;
    this.#resolve();
  }
}
