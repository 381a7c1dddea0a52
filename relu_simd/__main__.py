"""The command line: python -m relu_simd {info,selftest,bench}."""

import argparse
import sys

import relu_simd


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="python -m relu_simd", description=relu_simd.__doc__)
    commands = parser.add_subparsers(dest="command")
    commands.add_parser("info", help="what this installation has, runs on and uses (the default)")
    selftest = commands.add_parser(
        "selftest", help="every operation of every target against its reference")
    selftest.add_argument(
        "--hash", action="store_true",
        help="only print a hash of each operation's results, the same on every machine")
    bench = commands.add_parser("bench", help="this machine: ours against NumPy and against a copy")
    bench.add_argument("--json", metavar="FILE", help="write the measurements there too")
    bench.add_argument("--plot", metavar="FILE.png", help="draw them (needs the extra 'plot')")
    options = parser.parse_args(arguments)

    if options.command == "selftest":
        from relu_simd._hashes import print_hashes
        from relu_simd._selftest import selftest

        return 0 if (print_hashes() if options.hash else selftest()) else 1
    if options.command == "bench":
        from relu_simd._bench import main as run_bench

        return run_bench(options.json, options.plot)
    relu_simd.show_runtime()
    return 0


if __name__ == "__main__":
    sys.exit(main())
