"""All benchmarks, one table. ``--submissions 500`` is the full claim, ``--write`` puts it into bench/RESULTS.md."""

from __future__ import annotations

import sys

from bench import first_result, jobs, layer_listing, memory, overhead
from bench.figures import main

if __name__ == "__main__":
    sys.exit(main(first_result.bench, layer_listing.bench, overhead.bench, jobs.bench, memory.bench))
