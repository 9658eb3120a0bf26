#!/bin/sh
# Starts the classroom kit on Linux and macOS: finds a Python and hands over to start.py.
cd "$(dirname "$0")" || exit 1
for python in python3 python; do
  if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 8))' >/dev/null 2>&1; then
    exec "$python" start.py "$@"
  fi
done
cat >&2 <<'MESSAGE'
@missing@
MESSAGE
exit 1
