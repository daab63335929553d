#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Draws a result as a map: links coloured and widened by flow, each direction on its right-hand side, buildings as dots,
gateways as triangles, municipalities by name. Needs python3-matplotlib and python3-h5py.

    tools/plot_map.py base.h5 -o morning.png --time 07:30 --region region_folder

The region folder is optional: it gives links their curves and municipalities their outlines."""

import argparse
import csv
import json
import pathlib
import re

import h5py
import matplotlib

matplotlib.use("Agg")
import matplotlib.patheffects as effects  # noqa: E402
import matplotlib.pyplot as plt  # noqa: E402
import numpy as np  # noqa: E402
from matplotlib.collections import LineCollection  # noqa: E402
from matplotlib.colors import LinearSegmentedColormap, PowerNorm  # noqa: E402

FLOW_COLOURS = LinearSegmentedColormap.from_list("flow", ["#9fb3c8", "#f2b134", "#d1495b", "#5c1a33"])
HALO = [effects.withStroke(linewidth=2.5, foreground="white")]


def straight_lines(file):
    """One array of points (n, 2) in metres for each link, from the result alone."""
    nodes = np.column_stack([file["node_x"][:], file["node_y"][:]])
    return [nodes[ends] for ends in file["link_nodes"][:]]


def curved_lines(folder, links):
    """The same from the region's link.csv, where it has geometry; None if it does not fit the result."""
    path = folder / "link.csv"
    if not path.exists():
        return None
    lines = []
    with open(path, newline="", encoding="utf-8-sig") as table:
        for row in csv.DictReader(table):
            numbers = re.findall(r"[-+0-9.eE]+", (row.get("geometry") or "").partition("(")[2])
            if not numbers:
                return None
            points = np.array(numbers, dtype=float).reshape(-1, 2)
            lines.append(points)
            if (row.get("directed") or "1").lower() in ("0", "false", "no"):
                lines.append(points[::-1])
    return lines if len(lines) == links else None


def moved_right(points, distance):
    """The line `distance` to the right of its way, so that the two directions of a street do not hide one another."""
    way = np.diff(points, axis=0)
    length = np.hypot(way[:, 0], way[:, 1])
    way, points = way[length > 0], np.vstack([points[:-1][length > 0], points[-1:]])
    if not len(way):
        return points
    normal = np.column_stack([way[:, 1], -way[:, 0]]) / np.hypot(way[:, 0], way[:, 1])[:, None]
    at_points = np.vstack([normal[:1], (normal[:-1] + normal[1:]) / 2, normal[-1:]])
    return points + at_points * np.reshape(distance, (-1, 1))


def outlines(folder):
    path = folder / "municipalities.geojson" if folder else None
    if not path or not path.exists():
        return []
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return [np.array(feature["geometry"]["coordinates"][0]) for feature in features]


def row_of_time(file, text):
    """Index along time of "HH:MM" on the first day or of "YYYY-MM-DD HH:MM", and how to write it."""
    units = file["time"].attrs["units"]
    start = np.datetime64((units.decode() if isinstance(units, bytes) else units).split("since ")[1].strip().replace(" ", "T"))
    times = start + file["time"][:].astype("timedelta64[s]")
    wanted = np.datetime64(text.replace(" ", "T")) if "-" in text else np.datetime64(f"{str(times[0])[:10]}T{text}")
    row = int(np.argmin(np.abs(times - wanted)))
    return row, str(times[row])[:16].replace("T", " ")


def values_of(file, name, time):
    """Values of a field per link and when they hold: over (time, link) at `time`, over (day, link) on the first day, or
    over links alone."""
    data = file[name]
    if data.ndim == 1:
        return np.nan_to_num(data[:]), "the mean day"
    if len(data) == len(file["time"]):
        row, when = row_of_time(file, time)
        return np.nan_to_num(data[row]), when
    return np.nan_to_num(data[0]), file["tables/day_name"].asstr()[0]


def draw_scale(axes, span):
    """A bar of a round length, about a fifth of the picture."""
    length = 10 ** np.floor(np.log10(span / 5))
    length *= max(step for step in (1, 2, 5) if step * length <= span / 4)
    label = f"{length / 1000:g} km" if length >= 1000 else f"{length:g} m"
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    x, y = left + 0.03 * (right - left), bottom + 0.03 * (top - bottom)
    axes.plot([x, x + length], [y, y], color="black", linewidth=2, solid_capstyle="butt", zorder=9)
    axes.text(x + length / 2, y + 0.008 * (top - bottom), label, ha="center", va="bottom", fontsize=8, path_effects=HALO, zorder=9)


def draw_links(figure, axes, lines, flow, largest, scale_points):
    share = np.clip(flow / largest, 0, 1)
    width = 0.25 + scale_points * np.sqrt(share)
    metres_per_point = (axes.get_xlim()[1] - axes.get_xlim()[0]) / (axes.get_window_extent().width * 72 / figure.dpi)
    order = np.argsort(flow, kind="stable")  # the busiest on top
    moved = [moved_right(lines[i], (width[i] / 2 + 0.1) * metres_per_point) for i in order]
    drawn = LineCollection(moved, array=flow[order], linewidths=width[order], cmap=FLOW_COLOURS,
                           norm=PowerNorm(0.5, 0, largest), capstyle="round", zorder=4)
    axes.add_collection(drawn)
    return drawn


def draw_places(axes, file, names):
    if "building" in file and len(file["building/x"]):
        axes.scatter(file["building/x"][:], file["building/y"][:], s=0.25, color="#b8b2a7", linewidths=0, zorder=2, rasterized=True)
    if "gateway_node" in file and len(file["gateway_node"]):
        at = file["gateway_node"][:]
        axes.scatter(file["node_x"][:][at], file["node_y"][:][at], s=45, marker="^", color="#2a6f97", edgecolors="white",
                     linewidths=0.7, zorder=7)
    if names:
        for x, y, name in zip(file["municipality_x"][:], file["municipality_y"][:], file["tables/municipality_name"].asstr()[:]):
            axes.text(x, y, name, fontsize=8, ha="center", va="center", path_effects=HALO, zorder=8)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("result", type=pathlib.Path)
    parser.add_argument("-o", "--output", type=pathlib.Path, required=True)
    parser.add_argument("--time", default="07:30", help="HH:MM of the first day, or YYYY-MM-DD HH:MM")
    parser.add_argument("--region", type=pathlib.Path, help="region folder")
    parser.add_argument("--field", default="flow", help="a field over links: flow, dtvw, traffic_co2, select_12_34, ...")
    parser.add_argument("--around", nargs=3, type=float, metavar=("X", "Y", "METRES"), help="only this part")
    parser.add_argument("--size", type=float, default=8, help="inches")
    parser.add_argument("--dpi", type=int, default=110)
    parser.add_argument("--no-names", action="store_true")
    options = parser.parse_args()

    with h5py.File(options.result) as file:
        flow, when = values_of(file, options.field, options.time)
        lines = (options.region and curved_lines(options.region, len(flow))) or straight_lines(file)
        if options.around:
            x, y, reach = options.around
            low, high = np.array([x - reach, y - reach]), np.array([x + reach, y + reach])
        else:
            points = np.concatenate(lines)
            low, high = points.min(axis=0), points.max(axis=0)
            margin = 0.03 * (high - low).max()
            low, high = low - margin, high + margin
        aspect = (high[1] - low[1]) / (high[0] - low[0])
        figure, axes = plt.subplots(figsize=(options.size, options.size * min(aspect, 1.4) + 0.5), dpi=options.dpi)
        figure.subplots_adjust(left=0.01, right=0.99, bottom=0.01, top=0.94)
        axes.set_aspect("equal")
        axes.set_xlim(low[0], high[0])
        axes.set_ylim(low[1], high[1])
        axes.set_xticks([])
        axes.set_yticks([])
        axes.apply_aspect()
        for outline in outlines(options.region):
            axes.fill(outline[:, 0], outline[:, 1], facecolor="#f5f3ee", edgecolor="#c9c2b4", linewidth=0.8, zorder=1)
        largest = max(float(np.quantile(flow, 0.999)), 1.0)  # a few extreme links must not bleach the rest
        drawn = draw_links(figure, axes, lines, flow, largest, 4.0)
        draw_places(axes, file, not options.no_names)
        draw_scale(axes, high[0] - low[0])
        title = file.attrs["title"]
        axes.set_title(f"{title.decode() if isinstance(title, bytes) else title}, {when}", fontsize=11, loc="left")
        bar = figure.colorbar(drawn, cax=axes.inset_axes([0.70, 0.035, 0.27, 0.014]), orientation="horizontal")
        unit = file[options.field].attrs["units"]
        unit = unit.decode() if isinstance(unit, bytes) else unit
        name = "" if options.field == "flow" else options.field + ", "
        words = {"h-1": "vehicles per hour", "d-1": "vehicles a day", "1": "vehicles"}
        bar.set_label(name + words.get(unit, unit), fontsize=7, labelpad=1)
        bar.ax.tick_params(labelsize=7, length=2)
        bar.ax.xaxis.set_ticks_position("top")
        apart, last = [], -1.0  # numbers that do not touch
        for tick in bar.get_ticks():
            place = float(drawn.norm(tick))
            if last + 0.13 <= place <= 1:
                apart.append(tick)
                last = place
        bar.set_ticks(apart)
        figure.savefig(options.output)


if __name__ == "__main__":
    main()
