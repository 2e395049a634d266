#!/bin/sh
# Lays out Alpine around a lone /bin/busybox, which runs this.
set -e
bb=/bin/busybox
$bb chmod 755 $bb /sbin/apk
for applet in $($bb --list-full | $bb grep -v linuxrc); do
  $bb mkdir -p "/${applet%/*}"
  [ -e "/$applet" ] || $bb ln -s $bb "/$applet"
done
rm /setup.sh
mkdir -p /root /home /tmp /run /opt /srv /mnt /media /lib/apk/db /etc/apk /usr/local/bin /usr/share \
  /usr/lib /var/log /var/tmp /var/empty /var/mail /var/cache/apk /var/lib /var/spool
ln -s ../run /var/run
chmod 700 /root
chmod 1777 /tmp /var/tmp
chmod 555 /var/empty
chown 0:42 /etc/shadow
chmod 640 /etc/shadow
: >/lib/apk/db/installed
