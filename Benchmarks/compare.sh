#!/usr/bin/env bash
# Compares OpenCheckout with nginx, Redis, PostgreSQL and a plain Python service on this machine; see --help.
# The work is done by Benchmarks/Comparison, which needs nothing but Debian's or Ubuntu's Python.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if [[ ! -x /usr/bin/python3 ]]; then
    echo "compare.sh: needs python3; install it, and what else is needed will be installed by this script" >&2
    exit 1
fi
PYTHONPATH=Benchmarks PYTHONPYCACHEPREFIX=.build/pycache exec /usr/bin/python3 -m Comparison "$@"
