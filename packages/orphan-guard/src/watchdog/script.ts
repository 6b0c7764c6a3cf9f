/**
 * The watchdog, in POSIX sh (dash, busybox ash, bash). Arguments: prefix of the mark, length of a mark, number of the
 * signal that asks, grace period in 1/100 s, pid and start time of the guarded process.
 *
 * It blocks in `read` and costs nothing until the pipe ends. What it reads later are builtins on /proc; the only program
 * it runs is `sleep`, between two looks.
 */
export const WATCHDOG_SCRIPT = `
prefix=$1 length=$2 ask=$3 grace=$4 guarded=$5 guarded_start=$6

# Nothing that is meant for the group or the terminal of the guarded process may end its watchdog.
trap '' HUP INT QUIT TERM PIPE ALRM USR1 USR2 TSTP TTIN TTOU
# A watchdog that was started again has inherited the mark.
ulimit -S -m unlimited 2>/dev/null

# One read gives state, start time and mark of the same moment. A name may hold line ends: lines are joined.
look() {
  stat=
  while read -r line; do stat=$stat$line; done <"/proc/$1/stat"
  set -- \${stat##*) }
  state=$1 start=\${20} mark=\${23}
  case $state in ''|Z|X|x) return 1 ;; esac
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
    each ask || return 0
    while each :; do
      now
      [ "$now" -ge "$deadline" ] && break
      pause
    done
  fi
  while :; do
    round=0
    while moving=0; each freeze && [ $moving = 1 ] && [ $round -lt 50 ]; do round=$((round + 1)); done
    each put_down || return 0
    [ $round -lt 50 ] || pause
  done
}

echo watching
exec >/dev/null 2>&1
while read -r word; do [ "$word" = quit ] && exit 0; done

# The pipe ends a moment before the process does; and it ends while the process lives on when that has become another
# program by exec.
round=0
while look "$guarded" && [ "$start" = "$guarded_start" ]; do
  round=$((round + 1))
  [ $round -lt 20 ] || pause
done
sweep
`;
