# What a probe may call, beside docker itself. $container is the container, $version is original or fixed.
# shellcheck shell=bash disable=SC2154 # $container is in the environment.

main_pid() { docker inspect -f '{{.State.Pid}}' "$container"; }
main_uid() { awk '/^Uid:/ {print $2}' "/proc/$(main_pid)/status"; }

# http :PORT/PATH [CURL OPTION...]: the host's curl inside the container's network, which leads nowhere.
http() {
  local address=$1
  shift
  nsenter -t "$(main_pid)" -n \
    curl --silent --show-error --fail --noproxy '*' --max-time 10 "$@" "http://127.0.0.1$address"
}

# True if the container has printed a line with this text.
said() { docker logs "$container" 2>&1 | grep -F -e "$1" >/dev/null; }

# Repeats a command until it succeeds; gives up after 30 seconds, or when the container has ended.
poll() {
  local end=$((SECONDS + 30))
  until "$@" 2>/dev/null; do
    if [ "$(docker inspect -f '{{.State.Running}}' "$container")" != true ]; then
      echo "the container ended while waiting for: $*"
      return 1
    fi
    [ $SECONDS -lt $end ] || { echo "waited in vain for: $*"; return 1; }
    sleep 0.1
  done
}

# same WANT GOT
same() { [ "$1" = "$2" ] || { echo "wanted: $1"; echo "got: $2"; return 1; }; }
