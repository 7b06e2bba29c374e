/** Bytes that came in pieces and are taken in other ones; nothing is copied twice. */
export class ByteQueue {
  #parts: Uint8Array[] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  push(part: Uint8Array): void {
    if (part.length === 0) return;
    this.#parts.push(part);
    this.#size += part.length;
  }

  /** Puts bytes that were taken back to the front. */
  putBack(part: Uint8Array): void {
    if (part.length === 0) return;
    this.#parts.unshift(part);
    this.#size += part.length;
  }

  /** A copy of the first bytes, which stay; fewer when fewer are there. */
  peek(count: number): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(Math.min(count, this.#size));
    let at = 0;
    for (const part of this.#parts) {
      if (at === bytes.length) break;
      const piece = part.subarray(0, bytes.length - at);
      bytes.set(piece, at);
      at += piece.length;
    }
    return bytes;
  }

  /** Moves the first bytes into `target` from `at` on, as far as both reach. */
  takeInto(target: Uint8Array, at: number): number {
    let end = at;
    for (;;) {
      const first = this.#parts[0];
      if (first === undefined || end === target.length) return end - at;
      const piece = first.subarray(0, target.length - end);
      target.set(piece, end);
      end += piece.length;
      this.drop(piece.length);
    }
  }

  drop(count: number): void {
    let left = Math.min(count, this.#size);
    this.#size -= left;
    while (left > 0) {
      const first = this.#parts[0];
      if (first === undefined) return;
      if (first.length > left) {
        this.#parts[0] = first.subarray(left);
        return;
      }
      this.#parts.shift();
      left -= first.length;
    }
  }

  /**
   * Where `mark` begins, or may begin when the bytes end inside it; -1: nowhere
   * in what is here.
   */
  find(mark: Uint8Array): number {
    let before = 0;
    for (const part of this.#parts) {
      let at = part.indexOf(mark[0] ?? 0);
      while (at >= 0) {
        if (this.#standsAt(before + at, mark)) return before + at;
        at = part.indexOf(mark[0] ?? 0, at + 1);
      }
      before += part.length;
    }
    return -1;
  }

  #standsAt(at: number, mark: Uint8Array): boolean {
    let skip = at;
    let i = 0;
    for (const part of this.#parts) {
      for (let k = skip; k < part.length && i < mark.length; k += 1, i += 1)
        if (part[k] !== mark[i]) return false;
      if (i === mark.length) return true;
      skip = Math.max(0, skip - part.length);
    }
    return true;
  }
}
