/** How `why` tells the preload what to do; the preload removes both, so that no descendant inherits them. */
export const WHY_VARIABLE = 'CHILDPROOF_DIAGNOSTICS_WHY';
/** The descriptor on which the preload says that it is ready to be asked. */
export const READY_FD = 3;

export interface WhyRequest {
  readonly json: boolean;
  /** NODE_OPTIONS as they were before the preload was added; absent when there were none. */
  readonly nodeOptions?: string;
}

export interface ReadyMessage {
  readonly pid: number;
}
