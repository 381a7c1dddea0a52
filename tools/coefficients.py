"""
Makes the coefficients of src/math and checks them against the headers, or writes them there.

    python tools/coefficients.py            # check: fails where a header has other numbers
    python tools/coefficients.py --write    # replace the numbers in the headers
    python tools/coefficients.py tanh exp   # only blocks whose names contain one of these

A block of a header begins with the line `/* coefficients NAME: ... */` and ends with
`/* end of coefficients */`. Needs mpmath and NumPy. The functions themselves are in
fits.py, fit_gelu.py, fit_roots.py and fit_tables.py.
"""

import argparse
import re
import sys
from pathlib import Path

from fit_gelu import GELU
from fit_roots import ROOTS
from fit_tables import TABLES
from fits import POLYNOMIALS

BLOCKS = GELU | POLYNOMIALS | ROOTS | TABLES
HEADERS = Path(__file__).parent.parent / "src" / "math"
BLOCK = re.compile(r"(/\* coefficients (\w+):.*?\*/\n)(.*?)(/\* end of coefficients \*/\n)", re.DOTALL)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[1])
    parser.add_argument("names", nargs="*")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    found, wrong = set(), []
    for path in sorted(HEADERS.glob("*.h")):
        text = path.read_text()

        def made(match, path=path):
            start, name, old, end = match.groups()
            found.add(name)
            if options.names and not any(wanted in name for wanted in options.names):
                return match.group()
            new, error = BLOCKS[name]()
            same = new == old
            print(f"{path.name}: {name}: error {error:.2f} bits, {'as made' if same else 'DIFFERS'}")
            if not same:
                wrong.append(name)
            return start + new + end

        new_text = BLOCK.sub(made, text)
        if options.write and new_text != text:
            path.write_text(new_text)
    missing = sorted(set(BLOCKS) - found)
    if missing:
        print(f"in no header: {', '.join(missing)}")
    return bool(missing or (wrong and not options.write))


if __name__ == "__main__":
    sys.exit(main())
