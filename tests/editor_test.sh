#!/bin/sh
# Saves Dockerfiles in headless Neovim through the settings that README.md gives: tests/editor_test.sh PROGRAM
set -eu
command -v nvim >/dev/null || { echo "skipped: nvim is not installed"; exit 77; }
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
ln -s "$(realpath "$1")" "$folder/dockerfix"
cd "$folder"
mkdir home
HOME=$folder/home PATH=$folder:$PATH README=$here/../README.md \
  timeout 60 nvim --headless -u NONE -i NONE -n -c "luafile $here/editor_test.lua"
