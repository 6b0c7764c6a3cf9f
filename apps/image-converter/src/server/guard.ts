import { guardProcess, isGuardError, type Guard } from '@childproof/orphan-guard';

/** Makes the workers end with this process, however it ends. Where there is no guard yet, they still end by themselves. */
export async function guardAgainstOrphans(warn: (message: string) => void): Promise<Guard | undefined> {
  try {
    return await guardProcess();
  } catch (error) {
    if (!isGuardError(error)) throw error;
    warn(`running without orphan-guard: ${error.message}`);
    return undefined;
  }
}
