#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Draws the low-voltage grids of a result: a dot for each station, as large as its transformer, coloured by the highest
loading of the day; beside it the lowest voltages and the charging of the day. Needs python3-matplotlib and python3-h5py.

    tools/plot_grids.py base.h5 -o grids.png --day 0"""

import argparse

import h5py
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402
import numpy as np  # noqa: E402

SLICES = 96


def of_day(file, path, day):
    return file[path][day * SLICES : (day + 1) * SLICES]


def draw(result, day, output):
    with h5py.File(result) as file:
        if "grid/transformer_loading" not in file:
            raise SystemExit(f"{result} holds no low-voltage grids")
        loading = of_day(file, "grid/transformer_loading", day).max(axis=0)
        voltage = of_day(file, "grid/voltage_low", day).min(axis=0)
        charging = of_day(file, "grid/charging", day).sum(axis=1) / 1e6
        x, y, kva = (file[f"grid/{name}"][:] for name in ("x", "y", "rated_power"))
        name = file["tables/day_name"].asstr()[day]
    figure, axes = plt.subplots(1, 3, figsize=(15, 5), gridspec_kw={"width_ratios": [2, 1, 1]}, layout="constrained")
    order = np.argsort(loading)
    # Up to the highest loading, so that differences show; whatever is above 100 % gets a red ring.
    dots = axes[0].scatter(
        x[order] / 1000, y[order] / 1000, s=kva[order] / 8, c=loading[order], cmap="viridis_r", vmin=0, vmax=min(loading.max(), 120),
        edgecolors=np.where(loading[order] > 100, "red", "#555555"), linewidths=np.where(loading[order] > 100, 2, 0.3)
    )
    figure.colorbar(dots, ax=axes[0], label="highest transformer loading of the day, % (red ring: above 100)")
    for size in np.unique(kva)[[0, -1]]:
        axes[0].scatter([], [], s=size / 8, c="gray", label=f"{size:.0f} kVA")
    axes[0].legend()
    axes[0].set_aspect("equal")
    axes[0].set(xlabel="east, km", ylabel="north, km", title=f"{name}: {len(x)} synthetic low-voltage grids")
    axes[1].hist(voltage, bins=30)
    axes[1].axvline(0.9, color="black", linestyle=":", label="EN 50160")
    axes[1].set(xlabel="lowest voltage of the day, pu", ylabel="grids", title="Voltage")
    axes[1].legend()
    axes[2].plot(np.arange(SLICES) / 4, charging)
    axes[2].set(xlabel="hour", ylabel="MW", title="Electric cars in all grids", ylim=(0, None), xlim=(0, 24), xticks=range(0, 25, 6))
    figure.savefig(output, dpi=120)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("result", help="result file (.h5)")
    parser.add_argument("-o", "--output", default="grids.png", help="picture to write")
    parser.add_argument("--day", type=int, default=0, help="position of the day in the result")
    options = parser.parse_args()
    draw(options.result, options.day, options.output)
