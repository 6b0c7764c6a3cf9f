# Forks, starts a session and exits every 2 ms; each hop adds a byte to the file. For 20 s, should nobody end it.
use POSIX 'setsid';
my ($file) = @ARGV;
my $end = time + 20;
while (time < $end) {
  exit if fork;
  setsid;
  open my $hops, '>>', $file or exit;
  syswrite $hops, '.';
  close $hops;
  select undef, undef, undef, 0.002;
}
