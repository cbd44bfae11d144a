#!/usr/bin/env bash
# Compares planaudit with other programs as ratios of whole processes, measured side by side in one run.
# Options are those of measure.py; exit status 1 when a limit is exceeded.
set -euo pipefail
cd "$(dirname "$0")/.."
make build
exec python3 Benchmarks/measure.py --planaudit .build/release/planaudit "$@"
