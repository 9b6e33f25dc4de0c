#!/bin/sh
# Makes a certificate once, where Webmail finds it too, and runs Dovecot in the foreground.
set -eu
if [ ! -s /certificate/mail.pem ]; then
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj /CN=mail -addext subjectAltName=DNS:mail \
    -keyout /var/mail/mail.key -out /certificate/mail.pem
fi
chown vmail:vmail /var/mail
exec dovecot -F
