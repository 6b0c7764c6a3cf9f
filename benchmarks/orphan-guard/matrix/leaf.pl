# A process that stays for 60 s, should nobody end it; with a second argument it ignores SIGTERM.
$SIG{TERM} = 'IGNORE' if $ARGV[1];
alarm 60;
select undef, undef, undef, 60;
