#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The acceptance table of homes and buildings, checked on whole years and written as Markdown.

    bench/validation/energy.py build/release/pendel ../shared/data [-o energy.md] [--count 1000]

Takes some minutes: a year of homes, a year of homes with heat pumps only, all archetypes, the standard profiles.
"""

import argparse
import csv
import json
import pathlib
import subprocess
import tempfile

import h5py
import numpy as np

# Stromspiegel 2023, boundaries of the seven classes (kWh a year, without electric hot water), houses then flats.
STROMSPIEGEL = {
    "house": [[1100, 1400, 1800, 2200, 2600, 3400, 4500, 4800], [1700, 2000, 2500, 2800, 3100, 3500, 4300, 4600],
              [2200, 2500, 3000, 3500, 3900, 4400, 5200, 5500], [2500, 2800, 3500, 3900, 4300, 5000, 6000, 6300],
              [2900, 3200, 4000, 4500, 5200, 6000, 7600, 7900]],
    "flat": [[600, 800, 1000, 1300, 1500, 1700, 2100, 2300], [1200, 1400, 1700, 2000, 2300, 2500, 3000, 3200],
             [1500, 1700, 2100, 2500, 2900, 3300, 3800, 4000], [1600, 1800, 2300, 2600, 3000, 3600, 4400, 4600],
             [1300, 1500, 2100, 2700, 3400, 4100, 5500, 5700]],
}


class Report:
    def __init__(self):
        self.rows = []

    def add(self, check, value, low, high, digits=3):
        holds = low <= value <= high
        self.rows.append((check, f"{value:.{digits}f}", f"{low:g} to {high:g}", "holds" if holds else "DOES NOT HOLD"))
        print(*self.rows[-1], sep=" | ")

    def markdown(self):
        lines = ["| check | value | band | |", "|---|---|---|---|"]
        return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in self.rows]) + "\n"


def levels(report, file):
    kwh = file["homes/electricity"][:] / 1000
    persons = np.minimum(file["homes/persons"][:], 5).astype(int)
    house = file["homes/building_type"][:] < 2
    for kind, mask in (("house", house), ("flat", ~house)):
        for size in range(1, 6):
            chosen = kwh[mask & (persons == size)]
            if len(chosen) < 30:
                continue  # a mean of few homes says nothing
            bounds = STROMSPIEGEL[kind][size - 1]
            target = np.mean([(a + b) / 2 for a, b in zip(bounds, bounds[1:])])
            report.add(f"{kind}, {size} persons ({len(chosen)} homes): kWh a year, central classes", chosen.mean(), bounds[2], bounds[5], 0)
            spread = (bounds[7] - bounds[0]) / 12**0.5 / len(chosen) ** 0.5  # of a mean of so many draws
            report.add(f"{kind}, {size} persons: mean over target (sampling +-{1.96 * spread / target:.1%})", chosen.mean() / target, 0.95, 1.05)


def shapes(report, file, h25):
    total = file["total/electricity"][:] / 1000
    mwh = total.sum() * 0.25 / 1000
    mean = total / mwh
    reference = h25 / (h25.sum() * 0.25 / 1000)
    report.add("mean of homes against H25: r", np.corrcoef(mean, reference)[0, 1], 0.95, 1)
    report.add("mean of homes against H25: NRMSE", np.sqrt(np.mean((mean - reference) ** 2)) / reference.mean(), 0, 0.15)
    report.add("peak of all homes, kW per MWh a year", mean.max(), 0.21, 0.27)
    series = file["series/electricity"][:] / 1000
    per_mwh = series / (series.sum(0) * 0.25 / 1000)
    # The hold-out is of measured loads by kind of day; 0.29 / 0.59 are the workdays'.
    kinds = file["day_kind"][:]
    for kind, name, p95, p99 in ((0, "workdays", 0.29, 0.59), (1, "Saturdays", 0.31, 0.68), (2, "Sundays and holidays", 0.32, 0.69)):
        for quantile, measured in ((95, p95), (99, p99)):
            report.add(f"single homes, p{quantile}, {name}, kW per MWh a year", np.percentile(per_mwh[kinds == kind], quantile), measured * 0.85, measured * 1.15)
    for quantile, measured in ((95, 0.29), (99, 0.59)):
        report.add(f"single homes, p{quantile}, all days against the workdays' figure", np.percentile(per_mwh, quantile), measured * 0.85, measured * 1.15)
    rng = np.random.default_rng(1)
    meter = file["series/grid_load"][:] / 1000
    without_pv = np.flatnonzero(file["homes/pv"][:][file["home"][:]] == 0)
    for name, kw, homes in (("appliances and light", series, np.arange(series.shape[1])), ("meter, homes without PV", meter, without_pv)):
        peaks = np.array([kw[:, rng.choice(homes, 100, replace=False)].sum(1).max() / 100 for _ in range(100)])
        report.add(f"100 homes, coincident peak, {name}, kW a home, mean of 100 draws", np.mean(peaks), 0.9, 1.5)
        inside = np.mean((peaks >= 0.9) & (peaks <= 1.5))
        print(f"  (5 to 95 %: {np.quantile(peaks, 0.05):.2f} to {np.quantile(peaks, 0.95):.2f}; {inside:.0%} of the draws in the band)")


def sums(report, file):
    appliances = file["homes/electricity"][:].mean() / 1000
    system = file["homes/heat_electricity"][:].mean() / 1000
    report.add("appliances and light, kWh a home", appliances, 2500, 2900, 0)
    report.add("with electric heat and hot water, kWh a home (138.5 TWh over 40.5 M)", appliances + system, 3415 * 0.9, 3415 * 1.1, 0)
    steps = len(file["time"])
    report.add("quarter-hours of the year", steps, 35040, 35040, 0)
    print("  (unmet heat, hours a home:", file["homes/unmet_heat"][:].mean(), ")")


def buildings(report, pendel, data):
    out = run(pendel, "buildings", data / "buildings/tabula_de_existing.csv", "--weather", data / "weather/TRY2010_04_Jahr.dat", "--json")
    rows = json.loads(out)["buildings"]
    off = [row["heat_kwh_per_m2a_at_3326_kd"] / row["tabula_kwh_per_m2a"] - 1 for row in rows]
    report.add("archetypes against TABULA, mean, % (months below 12 degC to 3,326 Kd)", 100 * np.mean(off), -3, 3, 2)
    report.add("archetypes against TABULA, lowest, %", 100 * min(off), -9, 9, 2)
    report.add("archetypes against TABULA, highest, %", 100 * max(off), -9, 9, 2)
    report.add("energy balance of a building and year", max(row["balance"] for row in rows), 0, 1e-5, 12)
    weather = json.loads(out)["weather"]
    by_days = [o * weather["season_degree_days_kd"] / weather["degree_days_kd"] + weather["season_degree_days_kd"] / weather["degree_days_kd"] - 1 for o in off]
    print(f"  (by single days below 12 degC, {weather['degree_days_kd']:.0f} Kd: mean {100 * np.mean(by_days):.1f} %, lowest {100 * min(by_days):.1f} %)")


def seasonal_performance(pendel, data, result, source, factor, refurbished, bivalence_c=-5):
    """Heat and hot water over all electricity of the heat pumps of 300 homes with their rods, in a year."""
    kinds = ("--set", "energy.refurbished_share=1", "--set", "energy.advanced_share=0") if refurbished else ()
    run(pendel, "households", "--count", 300, "--weather", data / "weather/TRY2010_04_Jahr.dat", "--year", 2023, "-o", result, "--full", 1,
        "--set", "adoption.heat_pump_share=1", "--set", "adoption.heat_pump_share_new=1", "--set", "adoption.district_share=0",
        "--set", f"energy.ground_share={1 if source == 'ground' else 0}", "--set", "energy.water_share=0",
        "--set", f"energy.cop_factor={factor}", "--set", f"energy.bivalence_c={bivalence_c}", *kinds)
    with h5py.File(result) as file:
        pumps = file["homes/heating"][:] == 3
        return (file["homes/heat"][:] + file["homes/hot_water"][:])[pumps].sum() / file["homes/heat_electricity"][:][pumps].sum()


def heat_pumps(report, pendel, data, folder):
    # The field's buildings until 1979 are all refurbished at least in part, the later ones as built (Guenther, WPsmart im Bestand).
    for source in ("air", "ground"):
        for refurbished, stock in ((False, "a third of old buildings refurbished"), (True, "all old buildings refurbished, as in the field")):
            for factor in (0.85, 1.0):
                spf = seasonal_performance(pendel, data, folder / "pumps.h5", source, factor, refurbished)
                report.add(f"heat pumps, {source}, factor {factor}, {stock}: heat and hot water over electricity with rod", spf, 2.6, 5.4, 2)


def run(*command):
    return subprocess.run([str(word) for word in command], check=True, capture_output=True, text=True).stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pendel", type=pathlib.Path)
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("-o", "--output", type=pathlib.Path)
    parser.add_argument("--count", type=int, default=1000)
    options = parser.parse_args()
    report = Report()
    with tempfile.TemporaryDirectory(prefix="pendel-validation-") as name:
        folder = pathlib.Path(name)
        profile = run(options.pendel, "profile", "H25", "--year", 2023, "--tables", options.data / "profiles")
        h25 = np.array([float(row["kw"]) for row in csv.DictReader(profile.splitlines())])
        # Levels: 10,000 homes, because a mean of some forty draws is off by 5 % too often.
        run(options.pendel, "households", "--count", 10 * options.count, "--full", 1, "--weather", options.data / "weather/TRY2010_04_Jahr.dat", "--year", 2023, "-o", folder / "levels.h5")
        with h5py.File(folder / "levels.h5") as file:
            levels(report, file)
        run(options.pendel, "households", "--count", options.count, "--weather", options.data / "weather/TRY2010_04_Jahr.dat", "--year", 2023, "-o", folder / "homes.h5")
        with h5py.File(folder / "homes.h5") as file:
            shapes(report, file, h25)
            sums(report, file)
        buildings(report, options.pendel, options.data)
        heat_pumps(report, options.pendel, options.data, folder)
    if options.output:
        options.output.write_text(report.markdown())


if __name__ == "__main__":
    main()
