# A private Docker Engine: its own data, no bridge, no iptables. Sourced by run and run-case.
# shellcheck shell=bash disable=SC2034 # $why is for the caller.
cache=${XDG_CACHE_HOME:-$HOME/.cache}/dockerfix-e2e
export DOCKER_HOST=unix://$cache/docker.sock DOCKER_CONFIG=$cache/config DOCKER_BUILDKIT=1
export PATH=$cache/bin:$PATH
unset DOCKER_CONTEXT

# Puts a client that can use BuildKit first in PATH: one from before 23.0 has it built in, a later
# one needs the buildx plug-in.
choose_client() {
  local client version
  rm -f "$cache/bin/docker"
  mkdir -p "$cache/bin"
  while read -r client; do
    version=$("$client" --version | sed -n 's/^Docker version \([0-9]*\).*/\1/p')
    if [ "${version:-99}" -lt 23 ] || "$client" buildx version >/dev/null 2>&1; then
      ln -s "$client" "$cache/bin/docker"
      return
    fi
  done < <(type -ap docker)
  why="no docker client that can use BuildKit"
  return 1
}

# False, with the reason in $why, where it cannot be started.
start_engine() {
  choose_client || return 1
  type -p dockerd >/dev/null || { why="dockerd is missing"; return 1; }
  docker info >/dev/null 2>&1 && return
  rm -f "$cache/docker.pid"
  setsid dockerd -H "$DOCKER_HOST" --data-root "$cache/engine" --exec-root "$cache/exec" \
    --pidfile "$cache/docker.pid" --storage-driver overlay2 \
    --iptables=false --ip6tables=false --bridge=none >"$cache/docker.log" 2>&1 </dev/null 9>&- &
  local tries
  for ((tries = 0; tries < 150; tries++)); do
    docker info >/dev/null 2>&1 && return
    kill -0 $! 2>/dev/null || break
    sleep 0.2
  done
  why=$(grep -v 'level=info' "$cache/docker.log" | tail -n 1)
  return 1
}

# Leaves the images and the build cache for the next run, but not without bound.
stop_engine() {
  local pid
  pid=$(cat "$cache/docker.pid" 2>/dev/null) || return 0
  if docker info >/dev/null 2>&1; then
    docker image prune --force >/dev/null
    docker builder prune --force --keep-storage 6GB >/dev/null 2>&1 || true
  fi
  kill "$pid" 2>/dev/null || true
  while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
}
