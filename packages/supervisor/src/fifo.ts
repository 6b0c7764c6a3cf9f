/** First in, first out; adding and taking are constant in time on average. */
export class Fifo<T> {
  #items: (T | undefined)[] = [];
  #head = 0;

  get size(): number {
    return this.#items.length - this.#head;
  }

  add(item: T): void {
    this.#items.push(item);
  }

  take(): T | undefined {
    if (this.#head === this.#items.length) return undefined;
    const item = this.#items[this.#head];
    this.#items[this.#head] = undefined;
    this.#head++;
    // Cut off what is done once it is more than half.
    if (this.#head * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#head);
      this.#head = 0;
    }
    return item;
  }

  peek(): T | undefined {
    return this.#items[this.#head];
  }

  /** Forgets the newest, so that `size` are left. */
  truncate(size: number): void {
    this.#items.length = this.#head + size;
  }

  keep(wanted: (item: T) => boolean): void {
    this.#items = this.#items.slice(this.#head).filter((item) => wanted(item as T));
    this.#head = 0;
  }
}
