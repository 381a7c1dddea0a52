"""The command line: python -m relu_simd {info,selftest,bench}."""

import argparse
import sys

import relu_simd


def _positive(text):
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is not positive")
    return number


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
    bench.add_argument(
        "--peers", action="store_true",
        help="against PyTorch, ONNX Runtime, SciPy, numexpr and NumPy, whichever are installed (the "
             "extra 'peers'): speed by size on one thread and on all, accuracy; a quarter of an hour")
    bench.add_argument("--op", nargs="+", metavar="NAME", help="with --peers: only these operations")
    bench.add_argument("--sizes", nargs="+", type=_positive, metavar="ELEMENTS",
                       help="with --peers: only arrays of so many elements")
    bench.add_argument("--threads", nargs="+", type=_positive, metavar="COUNT",
                       help="with --peers: only these numbers of threads")
    bench.add_argument("--seconds", type=float,
                       help="with --peers: for one operation at one size, all contenders (0.3)")
    bench.add_argument("--markdown", metavar="FILE.md", help="with --peers: write the tables there")
    options = parser.parse_args(arguments)

    if options.command == "selftest":
        from relu_simd._hashes import print_hashes
        from relu_simd._selftest import selftest

        return 0 if (print_hashes() if options.hash else selftest()) else 1
    if options.command == "bench" and options.peers:
        from relu_simd._report import main as run_report

        if unknown := [name for name in options.op or () if name not in relu_simd.ufuncs.__all__]:
            bench.error(f"no such operation: {', '.join(unknown)}")
        return run_report(options)
    if options.command == "bench":
        for option in ("op", "sizes", "threads", "seconds", "markdown"):
            if getattr(options, option) is not None:
                bench.error(f"--{option} needs --peers")
        from relu_simd._bench import main as run_bench

        return run_bench(options.json, options.plot)
    relu_simd.show_runtime()
    return 0


if __name__ == "__main__":
    sys.exit(main())
