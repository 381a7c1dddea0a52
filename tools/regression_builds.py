"""Builds of commits for tools/regression.py, kept in build/regression: a commit is built once."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "build" / "regression"


def git(*arguments):
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"git {' '.join(arguments)}: {done.stderr.strip()}")
    return done.stdout.strip()


def resolve(name):
    """The hash of a commit; without a name, of what the working tree holds of the files in git."""
    if name is None:
        name = git("stash", "create") or "HEAD"
    return git("rev-parse", "--verify", f"{name}^{{commit}}")


def describe(commit):
    return git("log", "-1", "--format=%h %s", commit)


def build(commit):
    """The folder that the package of a commit is built in."""
    tag = f"{commit[:12]}-{sys.implementation.cache_tag}"
    folder = FOLDER / tag
    if (folder / "built").exists():
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    print(f"building {describe(commit)}", file=sys.stderr, flush=True)
    archive = subprocess.run(["git", "archive", commit], cwd=ROOT, capture_output=True, check=True)
    subprocess.run(["tar", "-x", "-C", folder], input=archive.stdout, check=True)
    log = folder / "build.log"
    with log.open("w") as file:
        done = subprocess.run([sys.executable, "setup.py", "build_ext", "--inplace"], cwd=folder,
                              stdout=file, stderr=subprocess.STDOUT)
    if done.returncode:
        sys.exit(f"{describe(commit)} does not build: see {log.relative_to(ROOT)}")
    (folder / "built").touch()
    return folder


def second_copy(folder):
    """The same build in another folder."""
    copy = folder.with_name(folder.name + "-copy")
    if not (copy / "built").exists():
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(folder, copy)
    return copy
