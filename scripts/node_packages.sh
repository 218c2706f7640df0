#!/bin/sh
# Puts axe-core into the virtual environment with npm. Without npm the program still runs: what needs it stays open.
set -eu
if ! command -v npm >/dev/null 2>&1; then
  echo "没有 npm，无障碍规则不检查 / npm is missing, so the rules of accessibility are not checked" >&2
  exit 0
fi
npm install --prefix "$1" --no-audit --no-fund --no-save --loglevel=error "axe-core@^4.10" >.cache/npm.log 2>&1 \
  || echo "axe-core 没有装上（见 .cache/npm.log）/ axe-core could not be installed (see .cache/npm.log)" >&2
