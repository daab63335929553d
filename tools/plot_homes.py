#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Plots of a year of homes (pendel households -o homes.h5).

    tools/plot_homes.py homes.h5 -o plots [--profile h25.csv]

Load-duration curve (with H25 beside it, where `pendel profile H25 --year ... -o h25.csv` is given), simultaneity curve,
mean day by day type, carpet plot of the sum, histogram of the homes' annual use.
"""

import argparse
import csv
import pathlib

import h5py
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

DAY_TYPES = ("workday", "Saturday", "Sunday, holiday")


def load_duration(file, out, profile):
    step_h = float(file.attrs["step_min"]) / 60
    kw = file["total/electricity"][:] / 1000
    per_mwh = np.sort(kw / (kw.sum() * step_h / 1000))[::-1]
    share = np.arange(len(per_mwh)) / len(per_mwh) * 100
    fig, ax = plt.subplots(figsize=(8, 5))
    ax.plot(share, per_mwh, label=f"{file.attrs['count']} homes, appliances and light")
    if profile:
        h25 = np.array([float(row["kw"]) for row in csv.DictReader(open(profile))])
        ax.plot(np.arange(len(h25)) / len(h25) * 100, np.sort(h25 / (h25.sum() * 0.25 / 1000))[::-1], "--", label="standard profile")
    ax.set(xlabel="share of the year, %", ylabel="kW per MWh a year", title="Load-duration curve", ylim=(0, None))
    ax.legend()
    fig.savefig(out / "load_duration.png", dpi=110)


def simultaneity(file, out):
    fig, ax = plt.subplots(figsize=(8, 5))
    rng = np.random.default_rng(1)
    for name, label in (("electricity", "appliances and light"), ("grid_load", "at the meter, without cars")):
        kw = file["series/" + name][:] / 1000
        sizes = [n for n in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if n <= kw.shape[1]]
        # Few homes differ much from others: more draws of them.
        peaks = [np.mean([kw[:, rng.choice(kw.shape[1], n, False)].sum(1).max() / n for _ in range(max(5, 200 // n))]) for n in sizes]
        ax.semilogx(sizes, peaks, "o-", label=label)
    ax.set(xlabel="homes", ylabel="coincident peak, kW a home", title="Simultaneity", ylim=(0, None))
    ax.set_xticks([1, 10, 100, 1000], ["1", "10", "100", "1,000"])
    ax.legend()
    ax.grid(alpha=0.3)
    fig.savefig(out / "simultaneity.png", dpi=110)


def mean_days(file, out, profile):
    step_min = int(file.attrs["step_min"])
    time = file["time"][:]
    kw = file["total/electricity"][:] / 1000
    per_mwh = kw / (kw.sum() * step_min / 60 / 1000)
    kind = file["day_kind"][:]
    h25 = np.array([float(row["kw"]) for row in csv.DictReader(open(profile))]) if profile else None
    if h25 is not None and (len(h25) != len(kw) or step_min != 15):
        h25 = None
    fig, axes = plt.subplots(1, 3, figsize=(13, 4), sharey=True)
    # Days of the clock change shift by an hour: local hour from the day's own begin.
    begins = np.flatnonzero(np.r_[True, np.diff(day_numbers(file, time)) > 0])
    for k, ax in enumerate(axes):
        rows, reference = [], []
        for begin, end in zip(begins, np.r_[begins[1:], len(kw)]):
            if end - begin == 1440 // step_min and kind[begin] == k:
                rows.append(per_mwh[begin:end])
                if h25 is not None:
                    reference.append(h25[begin:end] / (h25.sum() * 0.25 / 1000))
        if rows:
            hours = np.arange(1440 // step_min) * step_min / 60
            ax.plot(hours, np.mean(rows, axis=0), label="homes")
            if reference:
                ax.plot(hours, np.mean(reference, axis=0), "--", label="standard profile")
        ax.set(title=DAY_TYPES[k], xlabel="hour", xlim=(0, 24))
    axes[0].set_ylim(bottom=0)
    axes[0].set_ylabel("kW per MWh a year")
    axes[0].legend()
    fig.tight_layout()
    fig.savefig(out / "mean_days.png", dpi=110)


def day_numbers(file, time):
    """Civil day of each step: summer time begins at 1:00 UTC on the last Sundays of March and October."""
    start = np.datetime64(f"{file.attrs['year']}-01-01T00:00:00")
    cet = start + time.astype("int64").astype("timedelta64[s]")

    def last_sunday(month):
        last = np.datetime64(f"{file.attrs['year']}-{month:02}-31")
        return last - np.timedelta64((int((last - np.datetime64("1970-01-04")).astype(int))) % 7, "D")

    summer = (cet >= last_sunday(3) + np.timedelta64(2, "h")) & (cet < last_sunday(10) + np.timedelta64(2, "h"))
    return (cet + summer.astype("int64") * np.timedelta64(1, "h")).astype("datetime64[D]").astype(int)


def carpet(file, out):
    step_min = int(file.attrs["step_min"])
    kw = file["total/electricity"][:] / 1000 / int(file.attrs["count"])
    per_day = 1440 // step_min
    number = day_numbers(file, file["time"][:])
    rows = []
    for day in np.unique(number):
        row = kw[number == day]
        if len(row) < per_day:  # the hour that lacks in March
            row = np.insert(row, 2 * per_day // 24, np.full(per_day - len(row), np.nan))
        if len(row) > per_day:  # the one that comes twice in October
            row = np.delete(row, slice(2 * per_day // 24, 3 * per_day // 24))
        rows.append(row)
    fig, ax = plt.subplots(figsize=(9, 5))
    image = ax.imshow(np.array(rows).T, aspect="auto", origin="lower", extent=(1, len(rows) + 1, 0, 24))
    fig.colorbar(image, label="kW a home")
    ax.set(xlabel="day of the year", ylabel="local time, h", yticks=range(0, 25, 6), title="Appliances and light")
    fig.savefig(out / "carpet.png", dpi=110)


def histogram(file, out):
    kwh = file["homes/electricity"][:] / 1000
    persons = np.minimum(file["homes/persons"][:], 5)
    fig, ax = plt.subplots(figsize=(8, 5))
    ax.hist([kwh[persons == p] for p in range(1, 6)], bins=40, stacked=True, label=["1 person", "2", "3", "4", "5 and more"])
    ax.axvline(kwh.mean(), color="black", lw=1, label=f"mean {kwh.mean():.0f}")
    ax.set(xlabel="kWh", ylabel="homes", title="Electricity of appliances and light in the time simulated")
    ax.legend()
    fig.savefig(out / "annual_use.png", dpi=110)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("result", type=pathlib.Path)
    parser.add_argument("-o", "--output", type=pathlib.Path, default=pathlib.Path("plots"))
    parser.add_argument("--profile", type=pathlib.Path, help="table of pendel profile for the same year")
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    with h5py.File(options.result) as file:
        load_duration(file, options.output, options.profile)
        simultaneity(file, options.output)
        mean_days(file, options.output, options.profile)
        carpet(file, options.output)
        histogram(file, options.output)


if __name__ == "__main__":
    main()
