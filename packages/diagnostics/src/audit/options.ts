export interface AuditOptions {
  readonly command: string;
  readonly args: readonly string[];
  /** What is requested. @default '/' */
  readonly path: string;
  /** Keep-alive connections at once. @default 16 */
  readonly connections: number;
  /** How long the load lasts before SIGTERM. @default 2000 */
  readonly loadMs: number;
  /** How long a start may take. @default 30000 */
  readonly startTimeoutMs: number;
  /** How long an exit may take. @default 15000 */
  readonly exitTimeoutMs: number;
}
