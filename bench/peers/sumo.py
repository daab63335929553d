# SPDX-License-Identifier: Apache-2.0
"""Converts the tables of `pendel traffic` to SUMO's, runs both, compares. Called by sumo.sh."""
import csv
import gzip
import json
import resource
import subprocess
import sys
import xml.etree.ElementTree as xml

REPEATS = 3


def rows(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", newline="") as file:
        yield from csv.DictReader(file)


def convert(folder, routes, work):
    """nodes.nod.xml, links.edg.xml -> net.xml by netconvert, and trips.rou.xml. Returns the number of link traversals."""
    with open(f"{work}/n.nod.xml", "w") as out:
        out.write("<nodes>\n")
        for row in rows(f"{folder}/nodes.csv"):
            out.write(f'<node id="{row["id"]}" x="{row["x"]}" y="{row["y"]}" type="priority"/>\n')
        out.write("</nodes>\n")
    with open(f"{work}/l.edg.xml", "w") as out:
        out.write("<edges>\n")
        for row in rows(f"{folder}/links.csv"):
            out.write(f'<edge id="{row["id"]}" from="{row["from"]}" to="{row["to"]}" numLanes="{int(float(row["lanes"]))}" '
                      f'speed="{row["freespeed_mps"]}" length="{row["length_m"]}"/>\n')
        out.write("</edges>\n")
    subprocess.run(["netconvert", "-n", f"{work}/n.nod.xml", "-e", f"{work}/l.edg.xml", "-o", f"{work}/net.xml",
                    "--no-internal-links", "true", "--no-warnings", "true"], check=True, stdout=subprocess.DEVNULL)
    departs = [float(row["depart_s"]) for row in rows(f"{folder}/trips.csv")]
    links = {int(row["trip"]): row["links"] for row in rows(routes)}
    with open(f"{work}/t.rou.xml", "w") as out:
        out.write("<routes>\n")
        for trip in sorted(range(len(departs)), key=lambda i: departs[i]):
            if links[trip]:
                out.write(f'<vehicle id="{trip}" depart="{departs[trip]}"><route edges="{links[trip]}"/></vehicle>\n')
        out.write("</routes>\n")
    return sum(len(route.split()) for route in links.values())


def processor_seconds(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, done.stdout


def sumo(work, *more):
    # Jam exits and junction delays stay at SUMO's defaults; a vehicle that waits 300 s is teleported (default).
    return ["sumo", "-n", f"{work}/net.xml", "-r", f"{work}/t.rou.xml", "--mesosim", "true", "--no-warnings", "true",
            "--no-step-log", "true", "--xml-validation", "never", *more]


ONE_SEGMENT = ("--meso-edgelength", "100000")


def sumo_loop(work, *more):
    """Best of some runs, less the loading (a run that ends after the first second)."""
    whole = min(processor_seconds(sumo(work, *more))[0] for _ in range(REPEATS))
    load = min(processor_seconds(sumo(work, *more, "--end", "1"))[0] for _ in range(REPEATS))
    return whole - load


def travel_times(work, *more):
    """Door to door: waiting for room on the first link included."""
    subprocess.run(sumo(work, *more, "--tripinfo-output", f"{work}/tripinfo.xml"), check=True, stdout=subprocess.DEVNULL)
    times = []
    for _, trip in xml.iterparse(f"{work}/tripinfo.xml"):
        if trip.tag == "tripinfo":
            times.append(float(trip.get("duration")) + float(trip.get("departDelay")))
            trip.clear()
    return sorted(times)


def our_times(folder, routes, work, pendel):
    import h5py  # only here: the timing needs none of it
    subprocess.run([pendel, "traffic", folder, "--routes", routes, "-o", f"{work}/ours.h5"], check=True,
                   stdout=subprocess.DEVNULL)
    with h5py.File(f"{work}/ours.h5") as file:
        depart, arrive = file["depart"][:], file["arrive"][:]
    return sorted(float(t) / 10 for t in (arrive - depart)[(arrive >= 0) & (arrive > depart)])


def kolmogorov_smirnov(a, b):
    worst, i, j = 0.0, 0, 0
    while i < len(a) and j < len(b):
        x = min(a[i], b[j])
        while i < len(a) and a[i] <= x:
            i += 1
        while j < len(b) and b[j] <= x:
            j += 1
        worst = max(worst, abs(i / len(a) - j / len(b)))
    return worst


def main():
    folder, routes, work, pendel = sys.argv[1:]
    traversals = convert(folder, routes, work)
    ours = [json.loads(subprocess.run([pendel, "traffic", folder, "--routes", routes, "--threads", "1", "--json"],
                                      check=True, capture_output=True, text=True).stdout) for _ in range(REPEATS)]
    our_s = min(run["loop_cpu_s"] for run in ours)
    table = [("pendel, link outputs on", our_s), ("SUMO meso, one segment per edge", sumo_loop(work, *ONE_SEGMENT)),
             ("SUMO meso, default segments", sumo_loop(work))]
    print(f"{traversals} link traversals, one core, processor seconds of the loop, best of {REPEATS}")
    for name, seconds in table:
        print(f"{name:<34}{seconds:8.3f} s {traversals / seconds / 1e6:7.2f} M/s   {seconds / our_s:6.1f} x pendel")
    print("\ntravel times, door to door, s")
    print(f"{'':<34}{'vehicles':>9}{'mean':>8}" + "".join(f"{'p' + str(p):>8}" for p in (5, 25, 50, 75, 95)) + "   KS to pendel")
    mine = our_times(folder, routes, work, pendel)
    for name, times in (("pendel", mine), ("SUMO meso, one segment per edge", travel_times(work, *ONE_SEGMENT)),
                        ("SUMO meso, default segments", travel_times(work))):
        quantiles = "".join(f"{times[min(len(times) - 1, int(len(times) * p / 100))]:8.0f}" for p in (5, 25, 50, 75, 95))
        print(f"{name:<34}{len(times):>9}{sum(times) / len(times):8.1f}{quantiles}   {kolmogorov_smirnov(mine, times):.3f}")


if __name__ == "__main__":
    main()
