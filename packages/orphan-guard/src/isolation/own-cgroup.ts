import { readFileSync } from 'node:fs';
import { isolationUnavailable } from './unavailable.js';

/** The folder of the cgroup (version 2) that this process is in. */
export function ownCgroup(): string {
  const path = /^0::(.*)$/m.exec(readFileSync('/proc/self/cgroup', 'utf8'))?.[1];
  const mount = findMount(readFileSync('/proc/self/mountinfo', 'utf8'));
  if (path === undefined || mount === undefined) throw isolationUnavailable('cgroups of version 2 are not mounted');
  const { root, folder } = mount;
  const inside = root === '/' ? path : path.startsWith(root) ? path.slice(root.length) : undefined;
  if (inside === undefined) throw isolationUnavailable(`the cgroup ${path} of this process is outside of what ${folder} shows`);
  return folder + (inside === '/' ? '' : inside);
}

/** From mountinfo, see proc_pid_mountinfo(5): id, parent, device, root, mount point, options, fields …, "-", type. */
export function findMount(mountinfo: string): { readonly root: string; readonly folder: string } | undefined {
  for (const line of mountinfo.split('\n')) {
    const [head, tail] = line.split(' - ');
    if (tail?.startsWith('cgroup2 ') !== true) continue;
    const [, , , root, folder] = head!.split(' ');
    return { root: root!, folder: folder! };
  }
  return undefined;
}
