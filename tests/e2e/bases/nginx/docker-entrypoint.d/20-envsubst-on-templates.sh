#!/bin/sh
set -e
templates=/etc/nginx/templates
output=/etc/nginx/conf.d
[ -d "$templates" ] || exit 0
if [ ! -w "$output" ]; then
  echo "ERROR: $templates exists, but $output is not writable"
  exit 0
fi
names=$(env | sed 's/=.*//; s/.*/${&}/' | tr '\n' ' ')
for template in "$templates"/*.template; do
  envsubst "$names" <"$template" >"$output/$(basename "$template" .template)"
done
