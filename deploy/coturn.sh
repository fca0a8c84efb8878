#!/bin/sh
# coturn with the certificate that Caddy gets for TURN_HOST: waits for it, and hands a renewed one on. $1: configuration.
set -eu
own=${TMPDIR:-/tmp}
from=${CADDY_DATA:-/caddy}
pid=

# The newest, whichever authority gave it.
found() { find "$from" -name "$TURN_HOST.crt" -exec ls -t {} + 2>/dev/null | head -n 1; }
# Copies the pair when it is another; true when it was.
renewed() {
  crt=$(found)
  [ -n "$crt" ] && [ -s "${crt%.crt}.key" ] || return 1
  cmp -s "$crt" "$own/turn.crt" && return 1
  (umask 077 && cp "${crt%.crt}.key" "$own/turn.key" && cp "$crt" "$own/turn.crt")
}

trap '[ -z "$pid" ] || kill "$pid"; exit 0' TERM INT
until renewed; do
  echo "Waiting for Caddy's certificate of $TURN_HOST …"
  sleep "${EVERY_S:-5}" & wait $!
done
turnserver -c "$1" --cert="$own/turn.crt" --pkey="$own/turn.key" &
pid=$!
# Ends with coturn, so that it is started anew.
while kill -0 "$pid" 2>/dev/null; do
  sleep "${EVERY_S:-60}" & wait $!
  if renewed; then kill -USR2 "$pid"; fi
done
exit 1
