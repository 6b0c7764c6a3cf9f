/** What the servers have said, and what was seen of them. */
export class ProofLog {
  /** Job id → how often a server said that it was done. */
  readonly done = new Map<string, number>();
  readonly unexpectedExits: string[] = [];
  readonly errors: string[] = [];
  orphans = 0;
  workerDeaths = 0;

  read(line: string): void {
    if (!line.startsWith('{')) return;
    const { msg, job, level } = JSON.parse(line) as { msg: string; job?: string; level: number };
    if (msg === 'job done') this.done.set(job!, (this.done.get(job!) ?? 0) + 1);
    if (msg === 'worker ended' && level > 30) this.workerDeaths++;
    if (level >= 50) this.errors.push(line);
  }
}
