"""The results' hashes that `python -m relu_simd selftest --hash` prints: the same on every machine."""

from pathlib import Path

import numpy as np
import pytest

import relu_simd as rs
from relu_simd import _hashes
from relu_simd.__main__ import main

HASHES = Path(__file__).parent / "hashes.txt"
EXPECTED = dict(line.split() for line in HASHES.read_text().splitlines())


def test_every_operation_has_a_hash():
    assert list(EXPECTED) == [*rs.ufuncs._OPS, *rs.ufuncs._ROWS]


@pytest.mark.parametrize("name", EXPECTED)
def test_the_hash_is_the_expected_one(target, name):
    """A change of a kernel that changes a result must change the file too, and say so."""
    assert _hashes.result_hash(target, name) == EXPECTED[name]


def test_the_command_prints_them(capsys):
    assert main(["selftest", "--hash"]) == 0
    printed = [tuple(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert printed == list(EXPECTED.items())


@pytest.mark.skipif(len(rs.targets) == 1, reason="there is only one target here")
def test_the_command_tells_of_targets_that_differ(monkeypatch, capsys):
    results = iter(range(10_000))
    monkeypatch.setattr(_hashes, "result_hash", lambda *_: str(next(results)))
    assert main(["selftest", "--hash"]) == 1
    assert "DIFFER" in capsys.readouterr().out


def test_one_different_bit_is_another_hash():
    scalar = rs.targets["scalar"]

    class Tampered:
        OPS, ROWS = scalar.OPS, scalar.ROWS

        @staticmethod
        def sigmoid(x):
            y = scalar.sigmoid(x)
            some = np.flatnonzero((y > 0.1) & (y < 0.9))[0]
            y[some] = np.nextafter(y[some], y.dtype.type(1))
            return y

    assert _hashes.result_hash(Tampered, "sigmoid") != EXPECTED["sigmoid"]
