/**
 * The watchdog, in POSIX sh (dash, busybox ash, bash). Arguments: prefix of the mark, length of a mark, number of the
 * signal that asks, grace period in 1/100 s, pid and start time of the guarded process.
 *
 * This part blocks in `read` and costs nothing until the pipe ends. The other one is parsed only then, for a syntax tree takes
 * memory.
 */
export const WATCH_SCRIPT = `
# Nothing that is meant for the group or the terminal of the guarded process may end its watchdog.
trap '' HUP INT QUIT TERM PIPE ALRM USR1 USR2 TSTP TTIN TTOU
# A watchdog that was started again has inherited the mark.
ulimit -S -m unlimited 2>/dev/null
echo watching
exec >/dev/null 2>&1
while read -r word; do [ "$word" = quit ] && exit 0; done
`;

/** What it does then: builtins on /proc; the only programs that it runs are `sleep`, between two looks, and `rmdir` for a cgroup. */
export const SWEEP_SCRIPT = `
prefix=$1 length=$2 ask=$3 grace=$4 guarded=$5 guarded_start=$6

# One read gives state, start time and mark of the same moment. A name may hold line ends: lines are joined.
look() {
  stat=
  while read -r line; do stat=$stat$line; done <"/proc/$1/stat"
  set -- \${stat##*) }
  state=$1 start=\${20} mark=\${23}
  # A zombie whose other threads run is none: only its first thread has ended.
  case $state in ''|X|x) return 1 ;; Z) [ \${18} -gt 1 ] ;; esac
}

is_ours() {
  look "$1" || return 1
  case $mark in "$prefix"*) [ \${#mark} -eq "$length" ] ;; *) return 1 ;; esac
}

# Runs a command for each marked process; true when it succeeded for one. Who may not be signalled (another user's, by a
# setuid program) does not count, or the watchdog would never end.
each() {
  found=0
  for folder in /proc/[0-9]*; do
    pid=\${folder#/proc/}
    [ "$pid" != $$ ] && is_ours "$pid" || continue
    "$@" && found=1
  done
  [ $found = 1 ]
}

ask() {
  kill -s "$ask" "$pid" || return
  kill -s CONT "$pid" # a stopped process gets its signal only when it runs again
}

# Who is stopped can neither fork nor end: its pid cannot become a stranger's before the kill.
freeze() {
  case $state in T|t) return 0 ;; esac
  was=$start
  kill -s STOP "$pid" || return
  moving=1
  look "$pid" && [ "$start" = "$was" ] || kill -s CONT "$pid"
}

put_down() { kill -s KILL "$pid"; }

# Who forks and exits faster than a look at everybody (a hopper) has one of the last pids that the kernel has given.
hunt() {
  tries=0 caught=1
  while [ $tries -lt 40 ]; do
    tries=$((tries + 1))
    read -r load1 load5 load15 tasks last </proc/loadavg
    pid=$((last - 3))
    while [ "$pid" -le $((last + 2)) ]; do
      [ "$pid" != $$ ] && is_ours "$pid" && put_down && caught=0
      pid=$((pid + 1))
    done
  done
  return $caught
}

pause() { sleep 0.02 || sleep 1; }

# Hundredths of a second since boot.
now() {
  read -r up rest </proc/uptime
  now=\${up%.*}\${up#*.}
  while :; do case $now in 0?*) now=\${now#0} ;; *) break ;; esac; done
}

sweep() {
  now
  deadline=$((now + grace))
  if [ "$grace" -gt 0 ]; then
    each ask || hunt || return 0
    while each :; do
      now
      [ "$now" -ge "$deadline" ] && break
      pause
    done
  fi
  while :; do
    round=0
    while moving=0; each freeze && [ $moving = 1 ] && [ $round -lt 50 ]; do round=$((round + 1)); done
    each put_down || hunt || return 0
    [ $round -lt 50 ] || pause
  done
}

# The pipe ends a moment before the process does; and it ends while the process lives on when that has become another
# program by exec.
round=0
while look "$guarded" && [ "$start" = "$guarded_start" ]; do
  round=$((round + 1))
  if [ $round -gt 100 ]; then sleep 1; elif [ $round -gt 20 ]; then pause; fi
done
sweep
# Whoever has lifted its mark is still in the cgroup.
if [ -n "$CGROUP" ]; then
  echo 1 >"$CGROUP/cgroup.kill"
  round=0
  until rmdir "$CGROUP" || [ $round -gt 100 ]; do round=$((round + 1)); pause; done
fi
# The first of the pair holds the pipe of the second, which has nothing left to do.
echo quit >&3
`;
