/**
 * In the environment of a shell that watches, as `MEMBERS`; for awk. Prints the members as `pid:start`, with `moving` only those that are not stopped.
 *
 * Who was seen stays one, when its parent has ended too; by its start it is told from a stranger with its pid.
 */
export const MEMBERS_PROGRAM = `
BEGIN {
  # Put together here: as one word it would stand among the arguments of awk and of the watchdogs, and make members of them.
  cookie = " CHILDPROOF_GUARD=" value
  for (i = split(known, names, " "); i > 0; i--) seen[names[i]] = 1
}
$4 !~ /^Z/ {
  parent[$1] = $2; group[$1] = $3; state[$1] = $4; name[$1] = $1 ":" $6 $7 $8 $9
  if (index($0, cookie) || (name[$1] in seen)) ours[$1] = 1
}
END {
  do {
    more = 0
    for (pid in parent) if (!(pid in ours) && pid != self && ((parent[pid] in ours) || (group[pid] in ours))) { ours[pid] = 1; more = 1 }
  } while (more)
  for (pid in ours) if (pid != self && (!moving || state[pid] !~ /^T/)) print name[pid]
}
`;

/**
 * What a watchdog does at the end of its pipe where there is no /proc: POSIX sh, ps and awk. Arguments: the value of the cookie, the
 * signal that asks, grace period in 1/100 s, pid of the guarded process.
 */
export const PS_SWEEP_SCRIPT = `
value=$1 ask=$2 grace=$3 guarded=$4

# Columns in options of their own: in one list, ps of macOS takes all behind the first "=" for a heading. The second spelling is that of other systems.
table() {
  set -- -o pid= -o ppid= -o pgid= -o state= -o lstart= -o command=
  /bin/ps -axwwE "$@" || /bin/ps axwwe "$@"
}

# Sets $members, and remembers them; false when there is none.
look() {
  members=$(table | awk -v value="$value" -v self=$$ -v known="$known" -v moving="$1" "$MEMBERS" | tr '\\n' ' ')
  [ -n "$1" ] || known=$members
  [ -n "$members" ]
}

# True when one of them could be signalled: who is another user's, by a setuid program, does not count, or there would be no end.
send() {
  sent=1
  for member in $members; do kill -s "$1" "\${member%%:*}" && sent=0; done
  return $sent
}

sweep() {
  look || return 0
  if [ "$grace" -gt 0 ]; then
    send "$ask" && send CONT
    while [ "$grace" -gt 0 ]; do
      look || return 0
      sleep 0.05
      grace=$((grace - 5))
    done
  fi
  while :; do
    # Who is stopped can neither fork nor end.
    round=0
    while look 1 && [ $round -lt 20 ] && send STOP; do round=$((round + 1)); done
    look && send KILL || return 0
  done
}

# The pipe ends a moment before the process does; and it ends while the process lives on when that has become another program by exec.
while kill -s 0 "$guarded"; do sleep 0.02; done
sweep
# The first of the pair holds the pipe of the second, which has nothing left to do.
echo quit >&3
`;
