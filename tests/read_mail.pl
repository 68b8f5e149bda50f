#!/usr/bin/perl
# Reads one message on standard input and prints, as JSON, what a second parser finds in it.
use strict;
use warnings;
use Email::Address::XS;
use Email::MIME;
use Encode qw(decode);
use JSON::PP;

local $/;
my $mail = Email::MIME->new(<STDIN>);
my $fields = sub { [$mail->header_raw($_[0])] };
my $people = sub {
    [map { [defined $_->phrase ? decode('MIME-Header', $_->phrase) : '', $_->address // "not valid: $_"] }
        map { Email::Address::XS->parse($_) } $mail->header_raw($_[0])]
};
my @parts = $mail->parts;
my $text = $parts[0]->body_str;
print JSON::PP->new->ascii->canonical->encode({
    to => $people->('To'),
    from => $people->('From'),
    others => [map { @{$people->($_)} } 'Cc', 'Bcc', 'Resent-To'],
    subject => [map { decode('MIME-Header', $_) } $mail->header_raw('Subject')],
    date => $fields->('Date'),
    number => $fields->('Message-ID'),
    text => $text,
    parts => scalar @parts,
});
