#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What common random numbers are worth: the variance of the difference to the base over several replications, unpaired
over paired, for telework and electric cars on the default region, each as a large and as a moderate lever. Written as Markdown.

    bench/validation/common_random_numbers.py build/release/pendel [-o crn.md] [--replications 8] [--set mobility.max_iterations=3]

Each replication has other people and other luck. One winter workday of 2030 after ten half-years of adoption; a replication
takes one run more than there are levers. `unpaired` is Var A + Var B, what two independent runs would give; `paired` is Var(B - A) of the same
replication.
"""

import argparse
import pathlib
import subprocess
import tempfile

import h5py
import numpy as np

SOURCE = pathlib.Path(__file__).resolve().parents[2]
BASE = SOURCE / "scenarios/anhalt_bitterfeld/base.toml"
TEN_HALF_YEARS = ["periods.start=2025-01-01", "periods.horizon=2030-01-01", "days.every=100", "days.first=100"]
LEVERS = {
    "base": [],
    "telework": ["adoption.telework_gap_closed=1"],
    "electric cars": ["adoption.ev_speed=3"],
    "telework, a fifth": ["adoption.telework_gap_closed=0.2"],
    "electric cars, a little": ["adoption.ev_speed=1.2"],
}
BAND = 5  # the variance of the paired difference is to be at least so many times smaller


def figures(path):
    """The figures of one result: name -> value."""
    with h5py.File(path) as file:
        def region(name):
            return float(file[f"indicator_region/{name}"][0])

        driven = file["flow"][:].astype(float) @ (file["link_length"][:].astype(float) / 1000)  # of a quarter-hour
        homes = file["grid_load"][:].astype(float).sum(axis=1)
        charging = file["grid/charging"][:].astype(float).sum(axis=1)
        return {
            "commute km": region("commute_distance") / 1000,
            "peak flow, vehicle-km an hour on all links": float(driven.max()),
            "peak flow, vehicles an hour on the busiest link": float(file["peak_hour_volume"][:].max()),
            "electricity of homes, kWh": region("electricity_use") / 1000,
            "heat of homes, kWh": region("heat_use") / 1000,
            "electricity of homes and charging, kWh": region("electricity_use") / 1000 + float(file["ev_charged"][0]) / 1000,
            "peak load of homes at the meter, kW": float(homes.max()) / 1000,
            "peak load with charging, kW": float((homes + charging).max()) / 1000,
            "CO2 of cars, heat and electricity, kg": region("co2_cars") + region("co2_heat") + region("co2_electricity"),
        }


def run(pendel, folder, lever, replication, assignments):
    result = pathlib.Path(folder) / "result.h5"
    sets = [f"run.replication={replication}", *TEN_HALF_YEARS, *LEVERS[lever], *assignments]
    subprocess.run([pendel, "run", BASE, "-o", result, *(x for s in sets for x in ("--set", s))],
                   check=True, stdout=subprocess.DEVNULL)
    found = figures(result)
    result.unlink()
    return found


def row(lever, name, base, other):
    """Mean difference, both variances and their ratio."""
    base, other = np.array(base), np.array(other)
    unpaired = base.var(ddof=1) + other.var(ddof=1)
    paired = (other - base).var(ddof=1)
    mean = (other - base).mean()
    head = f"| {lever} | {name} | {base.mean():.5g} | {mean:+.4g} |"
    if not (other - base).any():
        return f"{head} {np.sqrt(unpaired):.3g} | 0 | the lever does not touch it: exactly zero |"
    verdict = "holds" if unpaired >= BAND * paired else "DOES NOT HOLD"
    ratio = unpaired / paired if paired > 0 else np.inf
    low, high = band_of_ratio(base, other)
    return f"{head} {np.sqrt(unpaired):.3g} | {np.sqrt(paired):.3g} | {ratio:.3g} ({low:.2g} to {high:.2g}), {verdict} |"


def band_of_ratio(base, other, draws=2000):
    """5 and 95 % of the ratio over replications drawn anew with replacement (bootstrap); the seed is fixed."""
    generator = np.random.default_rng(1)
    ratios = []
    for _ in range(draws):
        chosen = generator.integers(0, len(base), len(base))
        a, b = base[chosen], other[chosen]
        paired = (b - a).var(ddof=1)
        if paired > 0:
            ratios.append((a.var(ddof=1) + b.var(ddof=1)) / paired)
    return np.percentile(ratios, [5, 95]) if ratios else (np.nan, np.nan)


def table(found):
    n = len(next(iter(found.values())))
    lines = [f"{n} replications; in brackets 5 and 95 % of the ratio by bootstrap over them.", "",
             "| lever | figure | base | mean difference | unpaired s.d. | paired s.d. | unpaired over paired variance, at least 5 |",
             "|---|---|---|---|---|---|---|"]
    for lever in list(found)[1:]:
        for name in found["base"][0]:
            lines.append(row(lever, name, [f[name] for f in found["base"]], [f[name] for f in found[lever]]))
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pendel")
    parser.add_argument("-o", "--output", type=pathlib.Path)
    parser.add_argument("--replications", type=int, default=8)
    parser.add_argument("--levers", nargs="+", choices=list(LEVERS)[1:], default=list(LEVERS)[1:])
    parser.add_argument("--set", action="append", default=[], dest="assignments")
    options = parser.parse_args()
    found = {lever: [] for lever in ["base", *options.levers]}
    with tempfile.TemporaryDirectory(prefix="pendel-crn-") as folder:
        for replication in range(options.replications):
            for lever in found:
                found[lever].append(run(options.pendel, folder, lever, replication, options.assignments))
            if replication > 1:
                print(table(found), flush=True)
                if options.output:
                    options.output.write_text(table(found), encoding="utf-8")


if __name__ == "__main__":
    main()
