#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Runs clang-tidy on engine/ and tools/ and remembers which files were clean, so that a run checks only what changed.

    tools/tidy.py BUILD_DIR [--jobs N] [--cache DIR]

A file is checked again when it, one of our files that it includes, its compile command, .clang-tidy or the version of
clang-tidy changes. BUILD_DIR is configured (preset `tidy`), not built. The cache (default: ~/.cache/pendel/tidy) holds one empty file per clean source file; paths of the clone are
not part of a key, so another clone shares it. Prints what clang-tidy says and exits 1 if it complains.
"""
import argparse
import concurrent.futures
import functools
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys

CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME", pathlib.Path.home() / ".cache"), "pendel")
CLANG_TIDY = CACHE / "python/bin/clang-tidy"  # put there by tools/setup.sh strict


@functools.lru_cache(maxsize=None)
def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


INCLUDE = re.compile(r'^#include "([^"]+)"', re.MULTILINE)


@functools.lru_cache(maxsize=None)
def included(path, roots):
    """the project's own files that `path` includes itself"""
    names = INCLUDE.findall(path.read_text())
    return tuple(next(p for p in (folder / name for folder in (path.parent, *roots)) if p.exists()) for name in names)


def dependencies(source, roots):
    """`source` and all of the project's own files that it includes, in an order that does not change"""
    seen, waiting = {source}, [source]
    while waiting:
        for path in included(waiting.pop(), roots):
            if path not in seen:
                seen.add(path)
                waiting.append(path)
    return sorted(seen)


def key(root, entry, files, common):
    text = hashlib.sha256(common)
    text.update(entry["command"].replace(str(root), "").encode())
    for path in files:
        text.update(digest(path).encode())
    return text.hexdigest()


def check(root, build, source):
    done = subprocess.run([CLANG_TIDY, "-quiet", "-p", build, source], cwd=root, capture_output=True, text=True, check=False)
    return done.returncode == 0, done.stdout + ("" if done.returncode == 0 else done.stderr)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--cache", type=pathlib.Path, default=CACHE / "tidy")
    given = parser.parse_args()
    root = pathlib.Path(__file__).resolve().parent.parent
    build = given.build.resolve()
    given.cache.mkdir(parents=True, exist_ok=True)
    version = subprocess.run([CLANG_TIDY, "--version"], check=True, capture_output=True).stdout
    common = version + (root / ".clang-tidy").read_bytes()

    roots = (root / "engine", root / "tools/pendel")
    waiting, clean, failed = [], 0, 0
    for entry in json.loads((build / "compile_commands.json").read_text()):
        source = pathlib.Path(entry["file"])
        place = source.relative_to(root) if source.is_relative_to(root) else source
        if place.parts[0] not in ("engine", "tools") or source.stem.endswith("_test"):
            continue  # the tests are compiled as strictly; linting googletest's macros would triple the time
        stamp = given.cache / key(root, entry, dependencies(source, roots), common)
        if stamp.exists():
            clean += 1
        else:
            waiting.append((source, stamp))

    with concurrent.futures.ThreadPoolExecutor(given.jobs) as pool:
        for (source, stamp), (good, text) in zip(waiting, pool.map(lambda w: check(root, build, w[0]), waiting)):
            if good:
                stamp.touch()
            else:
                failed += 1
                print(text, flush=True)
    print(f"tidy: {len(waiting)} checked, {clean} unchanged since they were clean, {failed} with complaints")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
