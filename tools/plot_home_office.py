#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Home office at 0, 1 and 3 days a week for the same people: what moves, and where net carbon dioxide changes its sign.

    tools/plot_home_office.py build/release/pendel scenarios/homeoffice_tage.toml -o home_office [--set mobility.max_iterations=3]

Runs the scenario with telework off, at one and at three days, and again off and at three days with all uncertain parameters
at the ends of their ranges that speak for and against home office. Writes home_office.png and home_office.csv.

A household in which one person works at home instead of going to work is compared with itself on the same day without home
office: all its cars' kilometres (who else takes the car, errands from home: the rebound is in it), all its energy. What the
offices save is a mean per day at home. Nothing is fitted; where the curve crosses zero is a result."""

import argparse
import csv
import pathlib
import subprocess

import h5py
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402
import numpy as np  # noqa: E402

HEATING = ("gas", "oil", "district heat", "heat pump", "biomass", "electric")
BINS = np.array([0, 5, 10, 20, 30, 50, 80, 1e9])  # km, both ways
# Ends of the ranges in the parameter table.
FOR = ("indicators.car_kg_per_km=0.22", "energy.setback_share=0.1", "energy.telework_w=40", "energy.office_elastic_share=0.7",
       "energy.office_heat_elastic_share=0.2", "schedules.telework_extra_errand=0")
AGAINST = ("indicators.car_kg_per_km=0.16", "energy.setback_share=0.6", "energy.telework_w=150", "energy.office_elastic_share=0.3",
           "energy.office_heat_elastic_share=0", "schedules.telework_extra_errand=0.3")


class Run:
    """What one run says, per day and household or person."""

    def __init__(self, path):
        with h5py.File(path) as file:
            read = lambda name: file[name][:].astype(float)
            self.weight = read("day_weight") / read("day_weight").sum()
            self.teleworks = file["person/teleworks"][:]
            self.household = file["person/household"][:]
            self.heating = file["household/heating"][:]
            self.commute_km = read("person/commute_distance") / 1000
            self.car_kg = read("person/car_distance") * (read("indicator_region/co2_cars") / read("indicator_region/car_distance"))[:, None]
            self.home_kg = read("household/co2")
            self.home_kwh = read("household/electricity") / 1000
            self.heat_kwh = read("household/heat") / 1000
            days = len(self.weight)
            grid, gas = (read(f"carrier_co2/{c}").sum(1) / read(f"carrier/{c}").sum(1) * 1000 for c in ("electricity", "gas"))
            self.office_kwh = read("office_electricity").sum(1).reshape(days, -1).sum(1) / 4 / 1000
            self.office_heat_kwh = read("office_heat").sum(1).reshape(days, -1).sum(1) / 4 / 1000
            self.office_kg = self.office_kwh * grid + self.office_heat_kwh * gas / 0.9  # heated by gas
            self.present = read("present").sum(1).reshape(days, -1)

    def car_kg_of_household(self, day):
        inside = (self.household >= 0) & (self.household < len(self.home_kg[day]))
        return np.bincount(self.household[inside].astype(int), self.car_kg[day][inside], len(self.home_kg[day]))


def days_at_home(without, with_days):
    """One row for each household and day on which exactly one member works at home who goes to work without home office."""
    rows = []
    office_kg = (with_days.office_kg - without.office_kg).sum() / max((with_days.teleworks == 1).sum(), 1)
    for day in range(len(without.weight)):
        at_home = np.flatnonzero((with_days.teleworks[day] == 1) & (without.commute_km[day] > 0) & (without.household >= 0))
        homes = without.household[at_home].astype(int)
        at_home = at_home[np.bincount(homes)[homes] == 1]
        homes = without.household[at_home].astype(int)
        car = (with_days.car_kg_of_household(day) - without.car_kg_of_household(day))[homes]
        home = (with_days.home_kg[day] - without.home_kg[day])[homes]
        heating = without.heating[day][homes]
        rows.append(np.column_stack([without.commute_km[day][at_home], heating, car, home, np.full(len(homes), office_kg),
                                     np.full(len(homes), without.weight[day])]))
    return np.vstack(rows)


def by_distance(rows, heating=None):
    """Mean commute, mean net kg and its standard error, number of days, per bin."""
    if heating is not None:
        rows = rows[np.isin(rows[:, 1], heating)]
    out = []
    for low, high in zip(BINS, BINS[1:]):
        chosen = rows[(rows[:, 0] >= low) & (rows[:, 0] < high)]
        if len(chosen) < 20:
            continue  # too few to say anything
        net, weight = chosen[:, 2:5].sum(1), chosen[:, 5]
        mean = np.average(net, weights=weight)
        out.append((np.average(chosen[:, 0], weights=weight), mean, np.sqrt(np.average((net - mean) ** 2, weights=weight) / len(net)), len(net)))
    return np.array(out).reshape(-1, 4)


def crossing(curve):
    """From which commute (km, both ways) on a day at home saves."""
    if len(curve) and (curve[:, 1] <= 0).all():
        return "any length"
    for (x0, y0), (x1, y1) in zip(curve[:, :2], curve[1:, :2]):
        if y0 > 0 >= y1:
            return f"{x0 + (x1 - x0) * y0 / (y0 - y1):.1f} km"
    return "no length"


def draw(runs, rows, best, worst, title, output):
    figure, axes = plt.subplots(1, 3, figsize=(16, 5), layout="constrained")
    mean = lambda run, value: float(np.sum(run.weight * value))
    quantities = {"commuting, km": lambda r: r.commute_km.sum(1), "home electricity": lambda r: r.home_kwh.sum(1),
                  "home heat": lambda r: r.heat_kwh.sum(1), "office electricity": lambda r: r.office_kwh, "office heat": lambda r: r.office_heat_kwh}
    for i, days in enumerate((1, 3)):
        change = [100 * (mean(runs[days], f(runs[days])) / mean(runs[0], f(runs[0])) - 1) for f in quantities.values()]
        bars = axes[0].barh(np.arange(len(change)) + 0.2 - 0.4 * i, change, 0.38, label=f"{days} day{'s' if days > 1 else ''} a week")
        axes[0].bar_label(bars, fmt="%+.1f", padding=3, fontsize=8)
    axes[0].set_yticks(range(len(quantities)), quantities)
    axes[0].invert_yaxis()
    axes[0].margins(x=0.18)
    axes[0].axvline(0, color="black", lw=0.8)
    axes[0].set(xlabel="change against no home office, %, whole region", title="The same people, 0 / 1 / 3 days")
    axes[0].legend(loc="lower left")

    groups = [(name, [i]) for i, name in enumerate(HEATING) if (rows[:, 1] == i).sum() >= 100]
    parts = {"cars": 2, "home": 3, "offices": 4}
    bottom_up, bottom_down = np.zeros(len(groups)), np.zeros(len(groups))
    for name, column in parts.items():
        value = np.array([np.average(rows[rows[:, 1] == g[0], column], weights=rows[rows[:, 1] == g[0], 5]) for _, g in groups])
        axes[1].bar(range(len(groups)), value, 0.6, np.where(value > 0, bottom_up, bottom_down), label=name)
        bottom_up, bottom_down = bottom_up + np.maximum(value, 0), bottom_down + np.minimum(value, 0)
    axes[1].plot(range(len(groups)), bottom_up + bottom_down, "kD", label="net")
    axes[1].axhline(0, color="black", lw=0.8)
    axes[1].set_xticks(range(len(groups)), [f"{name}\n({(rows[:, 1] == g[0]).sum()})" for name, g in groups])
    axes[1].set(ylabel="kg CO2 a day at home", title="By heating of the home (household-days)")
    axes[1].set_ylim(top=bottom_up.max() - 0.25 * bottom_down.min())  # room for the legend
    axes[1].legend(loc="upper center", ncols=4)

    curve, low, high = (by_distance(r) for r in (rows, best, worst))
    n = min(len(curve), len(low), len(high))
    axes[2].fill_between(curve[:n, 0], low[:n, 1] - 1.64 * low[:n, 2], high[:n, 1] + 1.64 * high[:n, 2], alpha=0.2, color="gray",
                         label="parameters at their ends, 90 % of sampling")
    axes[2].plot(curve[:, 0], curve[:, 1], "k-", lw=2, label="all homes")
    for name, group in groups:
        part = by_distance(rows, group)
        axes[2].plot(part[:, 0], part[:, 1], "o--", ms=4, lw=1, label=name)
    axes[2].axhline(0, color="black", lw=0.8)
    axes[2].set(xlabel="commute without home office, km both ways", ylabel="kg CO2 a day at home", title="Net, by length of the commute")
    axes[2].set_xscale("log")
    axes[2].set_xticks([3, 5, 10, 20, 50, 100], [3, 5, 10, 20, 50, 100])
    axes[2].minorticks_off()
    axes[2].legend(fontsize=8, loc="lower left")
    figure.suptitle(title)
    figure.savefig(output, dpi=110)


def report(rows, best, worst, path):
    with open(path, "w", newline="") as file:
        out = csv.writer(file)
        out.writerow(["heating", "commute_km", "net_kg", "standard_error_kg", "household_days", "net_kg_for", "net_kg_against"])
        for name, group in [("all", None)] + [(name, [i]) for i, name in enumerate(HEATING)]:
            curves = [by_distance(r, group) for r in (rows, best, worst)]
            for i, (km, net, error, count) in enumerate(curves[0]):
                ends = [f"{c[i, 1]:.3f}" if i < len(c) else "" for c in curves[1:]]
                out.writerow([name, f"{km:.1f}", f"{net:.3f}", f"{error:.3f}", int(count), *ends])
            zero = [crossing(c) for c in curves]
            if len(curves[0]):
                print(f"{name}: saves from {zero[0]} on (for: {zero[1]}, against: {zero[2]}); first and last bin "
                      f"{curves[0][0, 1]:+.2f} and {curves[0][-1, 1]:+.2f} kg a day")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pendel", type=pathlib.Path)
    parser.add_argument("scenario", type=pathlib.Path)
    parser.add_argument("-o", "--output", type=pathlib.Path, default=pathlib.Path("home_office"), help="folder for results and plot")
    parser.add_argument("--set", action="append", default=[], dest="settings", help="handed on to pendel run")
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)

    def run(name, days, more=()):
        path = options.output / f"{name}.h5"
        telework = ["adoption.telework_scale=0"] if days == 0 else [f"adoption.telework_days_least={days}", f"adoption.telework_days_most={days}"]
        words = [word for value in (*telework, *more, *options.settings) for word in ("--set", value)]
        subprocess.run([options.pendel, "run", options.scenario, "-o", path, *words], check=True, stdout=subprocess.DEVNULL)
        return Run(path)

    runs = {days: run(f"days_{days}", days) for days in (0, 1, 3)}
    rows = days_at_home(runs[0], runs[3])
    best, worst = (days_at_home(run(f"{name}_0", 0, ends), run(f"{name}_3", 3, ends)) for name, ends in (("for", FOR), ("against", AGAINST)))
    report(rows, best, worst, options.output / "home_office.csv")
    with h5py.File(options.output / "days_0.h5") as file:
        region = file.attrs["region"].decode() if isinstance(file.attrs["region"], bytes) else file.attrs["region"]
    draw(runs, rows, best, worst, f"{region}: the same people with and without home office", options.output / "home_office.png")


if __name__ == "__main__":
    main()
