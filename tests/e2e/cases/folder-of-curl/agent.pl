open(my $out, ">", "/tmp/started"); print $out "yes\n"; close $out; sleep;
