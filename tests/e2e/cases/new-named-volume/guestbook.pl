use strict;
use IO::Socket::INET;

my $server = IO::Socket::INET->new(LocalPort => 7000, Listen => 5, ReuseAddr => 1) or die $!;
while (my $client = $server->accept) {
    my ($path) = <$client> =~ m{ /(\S*)};
    open my $book, '+>>', $ENV{BOOK} or die $!;
    print $book "$path\n";
    seek $book, 0, 0;
    print $client "HTTP/1.0 200 OK\r\n\r\n", <$book>;
    close $client;
}
