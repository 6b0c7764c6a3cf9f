import { WorkerError } from '../errors/worker-error.js';
import { EventBus } from '../event-bus.js';
import { RestartPolicy } from '../restart/restart-policy.js';
import { createChild } from './create-child.js';
import type { ChildSpec } from './child-spec.js';
import { isNormal, type ChildEnding, type ManagedChild } from './managed-child.js';
import { NestedChild } from './nested-child.js';
import type { SupervisorEventMap } from './supervisor-events.js';
import type { SupervisorSettings } from './supervisor-settings.js';

/** A child at one moment. */
export interface ChildStatus {
  readonly name: string;
  /** `done`: it has ended and is not restarted. */
  readonly state: 'starting' | 'running' | 'restarting' | 'done' | 'stopped';
  readonly pid: number | undefined;
  readonly restarts: number;
  readonly uptimeMs: number | undefined;
  /** Resident memory in bytes, now and at its most; Linux only, likewise below. */
  readonly rssBytes: number | undefined;
  readonly peakRssBytes: number | undefined;
  /** Milliseconds that it was on a processor. */
  readonly cpuMs: number | undefined;
  /** Of a nested supervisor. */
  readonly children?: readonly ChildStatus[];
}

interface Place {
  readonly spec: ChildSpec;
  child: ManagedChild | undefined;
  state: ChildStatus['state'];
  restarts: number;
  startedAt: number;
}

/** Children that come back; made by `createSupervisor`. */
export class Supervisor implements AsyncDisposable {
  /** Settles when every child has been ready once; rejects when the supervisor gives up or is closed before. */
  readonly ready: Promise<void>;
  /** Settles when no child is left, for good. */
  readonly ended: Promise<'stopped' | 'gave-up'>;
  readonly #settings: SupervisorSettings;
  readonly #places: readonly Place[];
  readonly #policy: RestartPolicy;
  readonly #events = new EventBus<SupervisorEventMap>();
  #end!: (how: 'stopped' | 'gave-up') => void;
  readonly #stopping = new AbortController();
  #outcome: 'stopped' | 'gave-up' | undefined;
  #closing: Promise<void> | undefined;
  /** Starts, restarts and reloads, one after the other. */
  #turn: Promise<void> = Promise.resolve();

  /** @internal */
  constructor(settings: SupervisorSettings) {
    this.#settings = settings;
    this.#policy = new RestartPolicy(settings.backoff, settings.intensity);
    this.#places = settings.children.map((spec) => ({ spec, child: undefined, state: 'starting', restarts: 0, startedAt: 0 }));
    this.ended = new Promise((resolve) => (this.#end = resolve));
    this.ready = this.#inTurn(() => this.#startFrom(0)).then(() => {
      if (this.#outcome !== undefined) throw this.#endedError();
    });
    this.ready.catch(() => {}); // whoever asks gets it
  }

  /** Every child, in the order of their start. */
  status(): readonly ChildStatus[] {
    return this.#places.map(({ spec: { name }, child, state, restarts, startedAt }) => ({
      name,
      state,
      pid: state === 'running' || state === 'starting' ? child?.pid : undefined,
      restarts,
      uptimeMs: state === 'running' ? performance.now() - startedAt : undefined,
      ...usageOf(state === 'running' ? child : undefined),
      ...(child instanceof NestedChild ? { children: child.supervisor.status() } : {}),
    }));
  }

  /** Listens to an event. @returns a function that stops listening. */
  on<E extends keyof SupervisorEventMap>(event: E, listener: (payload: SupervisorEventMap[E]) => void): () => void {
    return this.#events.on(event, listener);
  }

  /**
   * Stops one child and starts it anew; it counts as no restart. Settles when it is ready.
   *
   * @throws RangeError `ERR_INVALID_ARGUMENT` when there is no child of that name.
   * @throws WorkerError `closed` or `restart-limit` when the supervisor has ended.
   */
  async reload(name: string): Promise<void> {
    const place = this.#places.find(({ spec }) => spec.name === name);
    if (place === undefined) {
      const known = this.#places.map(({ spec }) => spec.name).join(', ');
      throw Object.assign(new RangeError(`reload: there is no child "${name}"; there are: ${known}.`), { code: 'ERR_INVALID_ARGUMENT' });
    }
    const isCluster = 'cluster' in place.spec && place.spec.cluster === true;
    await this.#inTurn(async () => {
      if (isCluster && place.child !== undefined) return this.#exchange(place);
      await this.#stopPlace(place, 'starting');
      await this.#startPlace(place);
    });
    if (this.#outcome !== undefined) throw this.#endedError();
  }

  /** Stops the children in the reverse of the order of their start; settles when nobody is left. Idempotent. */
  close(): Promise<void> {
    this.#closing ??= this.#finish('stopped');
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(async () => {
      if (this.#outcome === undefined) await work();
    });
    this.#turn = turn.catch(() => {});
    await turn;
  }

  async #startFrom(index: number): Promise<void> {
    for (const place of this.#places.slice(index)) {
      if (this.#outcome === undefined && place.state !== 'done') await this.#startPlace(place);
    }
  }

  async #startPlace(place: Place): Promise<void> {
    place.state = 'starting';
    const child = createChild(place.spec);
    place.child = child;
    place.startedAt = performance.now();
    void child.ended.then((ending) => this.#onEnded(place, child, ending));
    if (!(await this.#isReady(child)) || place.child !== child) return;
    place.state = 'running';
    this.#events.emit('childStarted', { name: place.spec.name, pid: child.pid });
  }

  /** The new one is ready before the old one is asked to end. */
  async #exchange(place: Place): Promise<void> {
    const fresh = createChild(place.spec);
    const startedAt = performance.now();
    if (!(await this.#isReady(fresh))) {
      await fresh.stop();
      if (this.#outcome === undefined) throw new WorkerError('crashed', `reload: the new "${place.spec.name}" did not become ready; the old one goes on`);
      return;
    }
    const old = place.child;
    place.child = fresh;
    place.startedAt = startedAt;
    place.state = 'running';
    void fresh.ended.then((ending) => this.#onEnded(place, fresh, ending));
    this.#events.emit('childStarted', { name: place.spec.name, pid: fresh.pid });
    await old?.stop();
  }

  /** False when it is not, or the supervisor ends meanwhile. */
  async #isReady(child: ManagedChild): Promise<boolean> {
    const { signal } = this.#stopping;
    if (signal.aborted) return false;
    let stop!: () => void;
    const stopped = new Promise<false>((resolve) => (stop = () => resolve(false)));
    signal.addEventListener('abort', stop, { once: true });
    const ready = await Promise.race([child.ready, stopped]);
    signal.removeEventListener('abort', stop);
    return ready;
  }

  async #stopPlace(place: Place, state: Place['state']): Promise<void> {
    const { child } = place;
    place.child = undefined; // its end is no death
    if (place.state !== 'done') place.state = state;
    await child?.stop();
  }

  async #stopFrom(index: number, state: Place['state']): Promise<void> {
    for (const place of this.#places.slice(index).reverse()) await this.#stopPlace(place, state);
  }

  #onEnded(place: Place, child: ManagedChild, ending: ChildEnding): void {
    if (place.child !== child || this.#outcome !== undefined) return;
    place.child = undefined;
    const { name, restart = 'permanent' } = place.spec;
    this.#events.emit('childExited', { name, pid: child.pid, ...ending });
    if (restart === 'temporary' || (restart === 'transient' && isNormal(ending))) {
      place.state = 'done';
      if (this.#places.every(({ state }) => state === 'done')) void this.close();
      return;
    }
    place.state = 'restarting';
    const delayMs = this.#policy.delayAfterDeath();
    if (delayMs === undefined) {
      this.#closing ??= this.#finish('gave-up');
      return;
    }
    place.restarts++;
    void this.#inTurn(() => this.#restart(place, delayMs));
  }

  async #restart(place: Place, delayMs: number): Promise<void> {
    if (place.state !== 'restarting') return; // another's restart has taken it along
    const index = this.#places.indexOf(place);
    const { strategy } = this.#settings;
    const from = strategy === 'one-for-all' ? 0 : index;
    if (strategy !== 'one-for-one') await this.#stopFrom(from, 'restarting');
    await this.#pause(delayMs);
    if (this.#stopping.signal.aborted) return;
    if (strategy === 'one-for-one') await this.#startPlace(place);
    else await this.#startFrom(from);
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const { signal } = this.#stopping;
      if (signal.aborted) return resolve();
      const timer = setTimeout(() => {
        signal.removeEventListener('abort', end);
        resolve();
      }, ms);
      const end = (): void => {
        clearTimeout(timer);
        resolve();
      };
      signal.addEventListener('abort', end, { once: true });
    });
  }

  async #finish(outcome: 'stopped' | 'gave-up'): Promise<void> {
    this.#outcome = outcome;
    this.#stopping.abort();
    if (outcome === 'gave-up') this.#events.emit('gaveUp', this.#settings.intensity);
    await this.#stopFrom(0, 'stopped');
    await this.#turn; // what was on its way has seen the end
    await this.#stopFrom(0, 'stopped');
    this.#end(outcome);
  }

  #endedError(): WorkerError {
    if (this.#outcome === 'stopped') return new WorkerError('closed', 'the supervisor is closed');
    const { maxRestarts, withinMs } = this.#settings.intensity;
    return new WorkerError('restart-limit', `the supervisor has given up: its children died more than ${maxRestarts} times within ${withinMs} ms`);
  }
}

function usageOf(child: ManagedChild | undefined): Pick<ChildStatus, 'rssBytes' | 'peakRssBytes' | 'cpuMs'> {
  return child?.usage() ?? { rssBytes: undefined, peakRssBytes: undefined, cpuMs: undefined };
}
