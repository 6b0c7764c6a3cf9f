/** First in, first out within one priority; the highest priority first. */
export class PriorityQueue<T> {
  /** Highest priority first. There are few priorities, and many jobs in each. */
  readonly #levels: Level<T>[] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(item: T, priority: number): void {
    let index = this.#levels.findIndex((level) => level.priority <= priority);
    if (index === -1) index = this.#levels.length;
    if (this.#levels[index]?.priority !== priority) this.#levels.splice(index, 0, { priority, items: new Set() });
    this.#levels[index]!.items.add(item);
    this.#size += 1;
  }

  take(): T | undefined {
    const level = this.#levels[0];
    if (level === undefined) return undefined;
    const [item] = level.items;
    this.#remove(level, item!);
    return item;
  }

  /** False when it does not wait here. */
  delete(item: T): boolean {
    const level = this.#levels.find(({ items }) => items.has(item));
    if (level !== undefined) this.#remove(level, item);
    return level !== undefined;
  }

  /** Takes all. */
  clear(): T[] {
    const items = this.#levels.flatMap((level) => [...level.items]);
    this.#levels.length = 0;
    this.#size = 0;
    return items;
  }

  #remove(level: Level<T>, item: T): void {
    level.items.delete(item);
    this.#size -= 1;
    if (level.items.size === 0) this.#levels.splice(this.#levels.indexOf(level), 1);
  }
}

interface Level<T> {
  readonly priority: number;
  /** A Set keeps the order, and lets go of any item at once. */
  readonly items: Set<T>;
}
