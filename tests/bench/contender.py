"""``python -m tests.bench.contender MODULE ARGUMENTS`` runs the ``contend`` of a module without being that module: a
process spawned from here loads this file again, and as little as one spawned from ``chisotinh run``.
"""

import sys
from importlib import import_module

if __name__ == "__main__":
    import_module(sys.argv[1]).contend(*sys.argv[2:])
